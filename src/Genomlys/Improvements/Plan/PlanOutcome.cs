using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements.Plan;

/// <summary>What came of an activity's target in its year: the figure, and how it stands to the target.</summary>
public sealed record PlanOutcome(PlanTarget Target, FigureResult Figure, int Year, Pace Pace)
{
    /// <summary>Of a figure that is told year by year, only the activity's own year.</summary>
    public decimal? Value => ValueOf(Figure, Year);
    public string Href => Figure.Part($"{Year}")?.Href ?? Figure.Href;

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
        var result = await count(figure, Period.Days(first, asOf < first ? first : asOf > last ? last : asOf));
        return new PlanOutcome(target, result, item.Year, target.Of(ValueOf(result, item.Year), item.Year, asOf));
    }

    private static decimal? ValueOf(FigureResult figure, int year) => figure.Value is null ? null : figure.Part($"{year}")?.Value ?? figure.Value;
}
