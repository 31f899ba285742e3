using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Freezing;

/// <summary>Opens what a review was frozen with.</summary>
internal static class FrozenFigures
{
    /// <summary>Null when the review is not frozen, or nothing of the name was.</summary>
    public static async Task<FrozenFigure?> OfAsync(GenomlysDb db, RegisterBook registers, ManagementReview review, string key, string part, CancellationToken stop)
    {
        if (await db.FreezeOfAsync(review, stop) is not { } freeze || !freeze.Read().Figures.TryGetValue(key, out var frozen) || registers.Figures.FirstOrDefault(f => f.Key == key) is not { } figure)
            return null;
        var then = frozen.Part(part);
        if (part is not "" && then is null)
            return null;
        var now = await figure.EvaluateAsync(db, Period.Days(new DateOnly(review.Year, 1, 1), freeze.AsOf), stop);
        var nowHref = part is "" ? now.Href : now.Part(part)?.Href;
        var today = nowHref is null || now.Value is null ? [] : await figure.Register.IdsAsync(db, Selection.ParseHref(nowHref), stop);
        var counted = (await db.FrozenRecords.AsNoTracking().SingleOrDefaultAsync(r => r.FreezeId == freeze.Id && r.Figure == key && r.Part == part, stop))?.Unpack() ?? [];
        return new FrozenFigure(frozen, then, freeze.At, figure.Register, part is "" ? now.Value : now.Part(part)?.Value ?? 0, nowHref ?? now.Href,
            counted, [.. today.Except(counted)], [.. counted.Except(today)]);
    }
}
