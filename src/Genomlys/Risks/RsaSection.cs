using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Risks;

/// <summary>What the risk and vulnerability analysis found for information security; says so when nothing of it is registered.</summary>
public sealed class RsaSection(RiskRegister risks) : ISection
{
    public string Key => "risks.rsa";
    public string Title => risks.Words["Section.risks.rsa"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var year = context.Year;
        var rows = await context.Db.ControlRisks.AsNoTracking()
            .Where(r => r.Year == year && r.Origin == RiskOrigin.RiskVulnerability && r.Description != "")
            .OrderBy(r => r.Id).ToListAsync(stop);
        if (rows is [])
            return [new Block.Paragraph(risks.Words.Format($"Section.{Key}.None", year))];

        var count = await context.FigureAsync(risks.FromRsa, stop);
        return
        [
            risks.Words.Paragraph($"Section.{Key}.Some", count.Number(), $"{year}"),
            new Block.List(false, [.. rows.Select(r => (IReadOnlyList<Inline>)[new Inline.Strong(r.Process), $": {r.Description.AsSentence}"])]),
        ];
    }
}
