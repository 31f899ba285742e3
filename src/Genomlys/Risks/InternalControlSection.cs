using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Risks;

/// <summary>Risk by risk: what may happen, what was proposed, what came of it. An area without a risk says so.</summary>
public sealed class InternalControlSection(RiskRegister risks) : ISection
{
    public string Key => "risks.internal-control";
    public string Title => risks.Words["Section.risks.internal-control"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var year = context.Year;
        var rows = await context.Db.ControlRisks.AsNoTracking()
            .Where(r => r.Year == year && r.Origin == RiskOrigin.InternalControl)
            .OrderBy(r => r.Description == "").ThenBy(r => r.Id)
            .ToListAsync(stop);
        if (rows is [])
            return [new Block.Paragraph(risks.Words.Format($"Section.{Key}.None", year))];

        var count = await context.FigureAsync(risks.InternalControl, stop);
        var byState = await context.FigureAsync(risks.ByState, stop);
        return
        [
            risks.Words.Paragraph($"Section.{Key}.Intro", count.Number()),
            .. count.Value > 0 ? [byState.Table(risks.Words["State"])] : Array.Empty<Block>(),
            .. rows.SelectMany(Tell),
        ];
    }

    private IEnumerable<Block> Tell(ControlRisk risk)
    {
        if (risk.Description is "")
        {
            yield return SectionHeading.Numbered(risk.Process);
            yield return new Block.Paragraph(risks.Words[$"Section.{Key}.WithoutRisk"]);
            yield break;
        }
        yield return SectionHeading.Numbered(risks.Words.Format($"Section.{Key}.Heading", risk.Description, risk.Process.ToLowerInvariant()));
        yield return risk.ProposedAction is { } action
            ? new Block.Paragraph(new Inline.Strong(risks.Words[$"Section.{Key}.Action"]), " " + action.AsSentence)
            : new Block.Paragraph(risks.Words[$"Section.{Key}.NoAction"]);
        yield return new Block.Paragraph(new Inline.Strong(risks.Words[$"Section.{Key}.Result"]), $" {Result(risk.State)} {risk.Comment?.AsSentence}".TrimEnd());
        if (risk.Since < risk.Year)
            yield return new Block.Paragraph(risks.Words.Format($"Section.{Key}.Since", risk.Since));
    }

    private string Result(ActionState? state) => risks.Words[$"Section.{Key}.{state?.ToString() ?? "NoState"}"];
}
