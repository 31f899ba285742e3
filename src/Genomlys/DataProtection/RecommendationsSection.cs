using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataProtection;

/// <summary>The risks of the data protection officer's latest report, each marked as carried over or new.</summary>
public sealed class RecommendationsSection(RecommendationRegister recommendations) : ISection
{
    private const string Name = "dataprotection.recommendations";

    public string Key => Name;
    public string Title => recommendations.Words["Section.dataprotection.recommendations"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var reported = context.Year - 1;
        var risks = await context.Db.Recommendations.AsNoTracking().Where(r => r.Year == reported).OrderBy(r => r.Number).ToListAsync(stop);
        if (risks is [])
            return [new Block.Paragraph(recommendations.Words.Format($"Section.{Key}.None", reported))];

        var byStatus = await context.FigureAsync(recommendations.ByStatus, stop);
        return
        [
            recommendations.Words.Paragraph($"Section.{Key}.Intro", $"{reported}", Number(RecommendationStatus.CarriedOver), Number(RecommendationStatus.New)),
            .. Told(recommendations, risks),
        ];

        Inline Number(RecommendationStatus status) => byStatus.Part($"{status}") is { } part ? byStatus.Number(part) : byStatus.Number();
    }

    /// <summary>The same words wherever they are told: in the officer's own report, and in the management review that follows it up.</summary>
    internal static IEnumerable<Block> Told(RecommendationRegister recommendations, IEnumerable<Recommendation> risks) => risks.SelectMany(risk => Tell(recommendations.Words, risk));

    private static IEnumerable<Block> Tell(Words words, Recommendation risk)
    {
        var status = risk.FirstRaised == risk.Year ? RecommendationStatus.New : RecommendationStatus.CarriedOver;
        yield return SectionHeading.Numbered(words.Format($"Section.{Name}.Heading", risk.Risk, words[$"{nameof(RecommendationStatus)}.{status}"]));
        var said = risk.Situation?.AsSentence ?? words[$"Section.{Name}.NoSituation"];
        yield return new Block.Paragraph(status is RecommendationStatus.CarriedOver && risk.FirstRaised is { } since
            ? $"{said} {words.Format($"Section.{Name}.Since", since)}"
            : said);
    }
}
