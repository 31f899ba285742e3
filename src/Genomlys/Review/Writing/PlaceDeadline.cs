using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>A place that is to be written by a day is a deadline like any other, met when the place is ready. The day itself is the last.</summary>
internal static class PlaceDeadline
{
    public const string Duty = "Review.Place";

    /// <summary>As the owner and the text are now. A review of no unit stands at the top of the organisation; without any unit there is no deadline. The caller saves.</summary>
    public static async Task SetAsync(GenomlysDb db, ManagementReview review, Place place, PlaceOwner owner, bool isReady, DateTimeOffset now, CancellationToken stop)
    {
        db.RemoveRange(await db.Deadlines.Where(d => d.Duty == Duty && d.RecordId == owner.Id.Value).ToListAsync(stop));
        if (owner.Due is not { } due || (review.UnitId ?? await TopAsync(db, stop)) is not { } unit)
            return;
        var deadline = new Deadline
        {
            Id = Id<Deadline>.New(), Duty = Duty, Subject = place.Title, Href = $"{review.Address.Href}/{place.Key}", Area = review.Kind.Area, UnitId = unit, RecordId = owner.Id.Value, Secrecy = Secrecy.Internal,
            StartedAt = owner.AskedAt ?? now, DueAt = Period.StartOf(due.AddDays(1)),
        };
        if (isReady)
            deadline.Meet(now);
        db.Add(deadline);
    }

    private static async Task<Id<Unit>?> TopAsync(GenomlysDb db, CancellationToken stop) =>
        await db.Units.Where(u => u.ParentCode == null).OrderBy(u => u.Path).Select(u => (Id<Unit>?)u.Id).FirstOrDefaultAsync(stop);
}
