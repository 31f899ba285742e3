using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements.Plan;

/// <summary>The outcomes of activities, counted.</summary>
internal static class PlanOutcomes
{
    public static async Task<PlanOutcome?> OfAsync(GenomlysDb db, Id<PlanItem> id, CancellationToken stop) =>
        await db.PlanItems.IgnoreQueryFilters([Shared.Registers.Register.Live]).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop) is { } item
            ? await OfAsync(db, item, db.Today, (figure, period) => figure.EvaluateAsync(db, period, stop))
            : null;

    /// <summary>Counted from the new year to the day that is spoken of, or to the end of the activity's year when that is past; null without a target.</summary>
    public static async Task<PlanOutcome?> OfAsync(GenomlysDb db, PlanItem item, DateOnly asOf, Func<Figure, Period, Task<FigureResult>> count)
    {
        if (item.Target is not { } target || db.Registers.Figures.FirstOrDefault(f => f.Key == item.TargetFigure) is not { } figure)
            return null;
        var (first, last) = (new DateOnly(item.Year, 1, 1), new DateOnly(item.Year, 12, 31));
        return new PlanOutcome(target, await count(figure, Period.Days(first, asOf < first ? first : asOf > last ? last : asOf)), item.Year, asOf);
    }
}
