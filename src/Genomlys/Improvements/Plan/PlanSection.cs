using Genomlys.Documents;
using Genomlys.Improvements.Goals;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Genomlys.Shared.Ui;
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
        var before = items.Select(i => i.OriginId).OfType<Id<PlanItem>>().ToList();
        var yearBefore = await context.Db.PlanItems.AsNoTracking().Where(i => before.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Year, stop);
        var goals = await context.Db.CouncilGoals.AsNoTracking().ToDictionaryAsync(g => g.Id, g => g.Code, stop);
        return
        [
            plan.Words.Paragraph($"Section.{Key}.Intro", $"{first}", $"{items[^1].Year}", count.Number()),
            .. items.GroupBy(i => i.Year).SelectMany(ofYear => new Block[]
            {
                SectionHeading.Numbered($"{ofYear.Key}"),
                new Block.List(false, [.. ofYear.Select(i => (IReadOnlyList<Inline>)[Tell(i, i.OriginId is { } origin && yearBefore.TryGetValue(origin, out var year) ? year : null, i.GoalId is { } goal ? goals.GetValueOrDefault(goal) : null)])]),
            }),
        ];

        string Tell(PlanItem item, int? was, string? goal)
        {
            string[] said =
            [
                .. was is { } from && from != item.Year ? [plan.Words.Format("Moved", from, item.Year)] : Array.Empty<string>(),
                .. item.Target is { } target && context.Db.Registers.Figures.FirstOrDefault(f => f.Key == item.TargetFigure) is { } figure
                    ? [Words.InSentence(plan.Words.Format($"Target.{target.Comparison}", Numbers.Of(target.Number), Words.InSentence(figure.Title)))] : Array.Empty<string>(),
                .. item.Money is { } money ? [plan.Words.Format("Said.Money", Numbers.Of(money))] : Array.Empty<string>(),
                .. goal is not null ? [plan.Words.Format("Said.Goal", goal)] : Array.Empty<string>(),
                .. item.Owner is { } owner ? [owner] : Array.Empty<string>(),
            ];
            return said is [] ? item.CalledIn(plan.Words) : $"{item.CalledIn(plan.Words)} ({string.Join("; ", said)})";
        }
    }
}
