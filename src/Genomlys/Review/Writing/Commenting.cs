using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>The verbs of remarks on a place. An answer belongs to a remark, and it is the remark that is resolved.</summary>
internal sealed class Commenting(GenomlysDb db)
{
    public async Task<Outcome> AddAsync(ManagementReview review, Place place, string text, Guid? answers, DateTimeOffset now, CancellationToken stop)
    {
        var said = AuthorText.Normal(text);
        if (said is "")
            return Outcome.Refused("Comment.Empty");
        if (said.Length > Comment.MostCharacters)
            return Outcome.Refused("Comment.TooLong");
        if (answers is { } id && await FirstAsync(review, place, id, stop) is null)
            return Outcome.Refused("Comment.None");
        db.Add(new Comment { Id = Id<Comment>.New(), ReviewId = review.Id, Place = place.Key, AnswersId = answers is { } first ? new Id<Comment>(first) : null, Text = said, ById = db.Viewer.Account, At = now });
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    public async Task<Outcome> TurnAsync(ManagementReview review, Place place, Guid id, bool reopen, DateTimeOffset now, CancellationToken stop)
    {
        if (await FirstAsync(review, place, id, stop) is not { } comment)
            return Outcome.Refused("Comment.None");
        var turned = reopen ? comment.Reopen() : comment.Resolve(db.Viewer.Account, now);
        if (turned.IsDone)
            await db.SaveChangesAsync(stop);
        return turned;
    }

    private Task<Comment?> FirstAsync(ManagementReview review, Place place, Guid id, CancellationToken stop) =>
        db.Comments.SingleOrDefaultAsync(c => c.Id == new Id<Comment>(id) && c.ReviewId == review.Id && c.Place == place.Key && c.AnswersId == null, stop);
}
