using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataProtection;

/// <summary>What the data protection officer raises in the report on the year itself. The management review of the year after tells the same records: <see cref="RecommendationsSection"/>.</summary>
public sealed class RaisedSection(RecommendationRegister recommendations) : ISection
{
    public string Key => "dataprotection.raised";
    public string Title => recommendations.Words["Section.dataprotection.raised"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var risks = await context.Db.Recommendations.AsNoTracking().Where(r => r.Year == context.Year).OrderBy(r => r.Number).ToListAsync(stop);
        if (risks is [])
            return [new Block.Paragraph(recommendations.Words.Format($"Section.{Key}.None", context.Year))];
        var raised = await context.FigureAsync(recommendations.Raised, stop);
        return [recommendations.Words.Paragraph($"Section.{Key}.Intro", raised.Number()), .. RecommendationsSection.Told(recommendations, risks)];
    }
}
