using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;
using Genomlys.Shared.Ui;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements.Plan;

/// <summary>What was to be done during the year by the plan of the review before: how far each activity has come, and its target with the outcome.</summary>
internal static class YearStatus
{
    public static async Task<IReadOnlyList<Block>> WriteAsync(GenomlysDb db, SectionContext context, PlanRegister plan, string key, CancellationToken stop)
    {
        var year = context.Year;
        var items = await db.PlanItems.AsNoTracking().Where(i => i.FirstYear == year && i.Year == year).OrderBy(i => i.Number).ThenBy(i => i.Id).ToListAsync(stop);
        if (items is [])
            return [new Block.Paragraph(plan.Words.Format($"Section.{key}.NoPlan", year))];

        var count = await context.FigureAsync(plan.OfYear, stop);
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var item in items)
        {
            var outcome = await PlanOutcomes.OfAsync(db, item, context.AsOf, (figure, _) => context.FigureAsync(figure, stop));
            rows.Add([$"{item.Number}", item.CalledIn(plan.Words), outcome is null ? "" : Outcome(plan.Words, outcome), Standing(plan.Words, item, key)]);
        }
        return
        [
            plan.Words.Paragraph($"Section.{key}.Year", $"{year}", count.Number()),
            new Block.Table(plan.Words.Format($"Section.{key}.YearCaption", year), [plan.Words["Number"], plan.One, plan.Words[$"Section.{key}.Outcome"], plan.Words["Standing"]], rows),
        ];
    }

    private static Cell Outcome(Words words, PlanOutcome outcome)
    {
        var reached = outcome.Value is { } value ? Numbers.Of(value) : words["NoData"];
        var target = words.Format($"Target.{outcome.Target.Comparison}", Numbers.Of(outcome.Target.Number), reached);
        return new Cell($"{target}. {words[$"Pace.{outcome.Pace}"]}") { Href = outcome.Href };
    }

    /// <summary>What is neither begun nor dropped is told as such: that it remains is not what became of it.</summary>
    private static string Standing(Words words, PlanItem item, string key)
    {
        var said = item.Standing is Shared.Lineage.Standing.Dropped ? words.Format($"Section.{key}.Dropped", item.DroppedBecause)
            : words[$"{nameof(Progress)}.{item.Progress ?? Progress.NotStarted}"];
        return item.Result is { } result ? $"{said.AsSentence} {result.AsSentence}" : said.AsSentence;
    }
}
