using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>How the writing of a review stands: who has each place, and how many remarks are open, by the key of the place.</summary>
public sealed record WritingStanding(IReadOnlyDictionary<string, PlaceOwner> Owners, IReadOnlyDictionary<string, int> OpenComments, IReadOnlyDictionary<Guid, string> Names, DateOnly Today);

/// <summary>Reads it for all places at once.</summary>
public sealed class StandingReading(GenomlysDb db, IPeople people)
{
    public async Task<WritingStanding> OfAsync(ManagementReview review, CancellationToken stop)
    {
        var owners = await db.PlaceOwners.AsNoTracking().Where(o => o.ReviewId == review.Id).ToDictionaryAsync(o => o.Place, stop);
        var open = await db.Comments.Where(c => c.ReviewId == review.Id && c.AnswersId == null && c.ResolvedAt == null).GroupBy(c => c.Place).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        return new(owners, open, await people.NamesAsync([.. owners.Values.Select(o => o.AccountId).OfType<Guid>().Distinct()], stop), db.Today);
    }
}
