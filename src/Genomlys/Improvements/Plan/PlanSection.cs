using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements.Plan;

/// <summary>The three-year plan that the review proposes, one part for each year.</summary>
public sealed class PlanSection(PlanRegister plan) : ISection
{
    public string Key => "improvements.plan";
    public string Title => plan.Words["Section.improvements.plan"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var first = context.Year + 1;
        var items = await context.Db.PlanItems.AsNoTracking().Where(i => i.FirstYear == first).OrderBy(i => i.Year).ThenBy(i => i.Number).ToListAsync(stop);
        if (items is [])
            return [new Block.Paragraph(plan.Words.Format($"Section.{Key}.None", first))];

        var count = await context.FigureAsync(plan.Items, stop);
        return
        [
            plan.Words.Paragraph($"Section.{Key}.Intro", $"{first}", $"{items[^1].Year}", count.Number()),
            .. items.GroupBy(i => i.Year).SelectMany(ofYear => new Block[]
            {
                new Block.Heading(1, "", $"{ofYear.Key}"),
                new Block.List(false, [.. ofYear.Select(i => (IReadOnlyList<Inline>)[i.Owner is { } owner ? $"{i.Activity} ({owner})" : i.Activity])]),
            }),
        ];
    }
}
