using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataProtection;

/// <summary>The risks of the data protection officer's latest report, each marked as carried over or new.</summary>
public sealed class RecommendationsSection(RecommendationRegister recommendations) : ISection
{
    public string Key => "dataprotection.recommendations";
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
            .. risks.SelectMany(Tell),
        ];

        Inline Number(RecommendationStatus status) => byStatus.Part($"{status}") is { } part ? byStatus.Number(part) : byStatus.Number();
    }

    private IEnumerable<Block> Tell(Recommendation risk)
    {
        var status = risk.FirstRaised == risk.Year ? RecommendationStatus.New : RecommendationStatus.CarriedOver;
        yield return new Block.Heading(1, "", recommendations.Words.Format($"Section.{Key}.Heading", risk.Risk, recommendations.Words[$"{nameof(RecommendationStatus)}.{status}"]));
        var said = risk.Situation?.AsSentence ?? recommendations.Words[$"Section.{Key}.NoSituation"];
        yield return new Block.Paragraph(status is RecommendationStatus.CarriedOver && risk.FirstRaised is { } since
            ? $"{said} {recommendations.Words.Format($"Section.{Key}.Since", since)}"
            : said);
    }
}
