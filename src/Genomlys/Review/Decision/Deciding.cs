using Genomlys.Review.Freezing;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Decision;

/// <summary>
/// Whoever decides on a review may write neither in it nor in the registers that follow from it; the program enters what he decides, and nothing else, for him.
/// Here is judged that he may; <see cref="DecisionKeeper"/> enters it.
/// </summary>
public sealed class Deciding(GenomlysDb db, ReviewRegister reviews, IServiceScopeFactory scopes)
{
    public Task<bool> MayAsync(ManagementReview review, CancellationToken stop) => reviews.MayAsync(db, review, Need.Decide, stop);

    /// <summary>Whoever froze it or wrote in it does not decide it too; a report that is handed in is handed in by whoever wrote it.</summary>
    public async Task<bool> HasWrittenAsync(ManagementReview review, CancellationToken stop) =>
        db.Viewer.Account is { } account
        && (await db.Freezes.AnyAsync(f => f.ReviewId == review.Id && f.Edition == review.Edition && f.ById == account, stop) || await db.TextVersions.AnyAsync(v => v.ReviewId == review.Id && v.ById == account, stop));

    public Task<Outcome> SayAsync(ManagementReview review, string? reference, IReadOnlyDictionary<Guid, SaidOfProposal> said, CancellationToken stop) =>
        EnterAsync(review, keeper => keeper.SayAsync(review.Id, reference, said, db.Viewer.Account, stop), stop);

    public async Task<Outcome> DecideAsync(ManagementReview review, string by, CancellationToken stop) =>
        !review.Kind.IsHandedIn && await HasWrittenAsync(review, stop) ? Outcome.Refused("AuthorDecides") : await EnterAsync(review, keeper => keeper.DecideAsync(review.Id, by, db.Viewer.Account, stop), stop);

    private async Task<Outcome> EnterAsync(ManagementReview review, Func<DecisionKeeper, Task<Outcome>> enter, CancellationToken stop)
    {
        if (!await MayAsync(review, stop))
            throw new InvalidOperationException("Whoever asks may not decide on the review.");
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        return await enter(scope.ServiceProvider.GetRequiredService<DecisionKeeper>());
    }
}
