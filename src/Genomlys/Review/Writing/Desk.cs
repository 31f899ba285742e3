using Genomlys.Review.Templates;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>A text kept for the writer because another had written at the same spot, and how the two lie now.</summary>
public sealed record OpenOverlap(KeptText Kept, Merge Merge)
{
    public IReadOnlyList<MergedPart> Spots { get; } = [.. Merge.Parts.Where(p => p.IsOverlap)];
}

/// <summary>A remark with its answers.</summary>
public sealed record CommentThread(Comment First, IReadOnlyList<Comment> Answers);

/// <summary>Everything that lies before someone who writes a place: the place as it stands, his own draft, what he has to choose, what others have remarked, what the registers offer, and last year's text.</summary>
public sealed record Desk(ManagementReview Review, DraftPlace Place)
{
    public bool MayWrite { get; init; }
    public OwnDraft? Draft { get; init; }

    /// <summary>His own draft, where it says something else than what is saved.</summary>
    public OwnDraft? Unsaved => Draft?.Markdown == AuthorText.Normal(Place.Markdown) ? null : Draft;
    public IReadOnlyList<OpenOverlap> Overlaps { get; init; } = [];
    public IReadOnlyList<CommentThread> Comments { get; init; } = [];
    public PlaceOwner? Owner { get; init; }
    public (int Year, string Markdown)? Before { get; init; }
    public IReadOnlyList<ReadySentence> Sentences { get; init; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>Lays the desk. It asks about its own place only, so that a long review opens as fast as a short one.</summary>
internal sealed class DeskLaying(GenomlysDb db, DraftComposer composer, PlaceWriting writing, ReadySentences sentences, ReviewRegister reviews, IPeople people)
{
    /// <summary>With a text that is not saved, for a preview or after a refusal.</summary>
    public async Task<Desk?> LayAsync(ManagementReview review, string key, string? instead, CancellationToken stop)
    {
        if ((await db.TemplateOfAsync(review, stop)).Find(key) is not { } place)
            return null;
        var draft = await db.OwnDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.ReviewId == review.Id && d.Place == key, stop);
        var composed = await composer.ComposePlaceAsync(review, key, stop, instead ?? draft?.Markdown);
        var saved = AuthorText.Normal(composed!.Markdown);
        var (comments, owner) = (await CommentsAsync(review, key, stop), await db.PlaceOwners.AsNoTracking().SingleOrDefaultAsync(o => o.ReviewId == review.Id && o.Place == key, stop));
        return new Desk(review, composed)
        {
            MayWrite = review.State is not ReviewState.Decided && await reviews.MayAsync(db, review, Need.Write, stop),
            Draft = draft,
            Overlaps = await OverlapsAsync(review, place, saved, stop),
            Comments = comments,
            Owner = owner,
            Before = await BeforeAsync(review, key, stop),
            Sentences = await sentences.OfAsync(place, review.Period, stop),
            Names = await people.NamesAsync([.. comments.SelectMany(c => c.Answers.Prepend(c.First)).SelectMany(c => new[] { c.ById, c.ResolvedById }).Append(owner?.AccountId).OfType<Guid>()], stop),
        };
    }

    private async Task<IReadOnlyList<OpenOverlap>> OverlapsAsync(ManagementReview review, Place place, string saved, CancellationToken stop)
    {
        var overlaps = new List<OpenOverlap>();
        foreach (var kept in await db.KeptTexts.AsNoTracking().Where(t => t.ReviewId == review.Id && t.Place == place.Key && t.SettledAt == null).OrderBy(t => t.KeptAt).ToListAsync(stop))
            overlaps.Add(new(kept, Merge.Of(await writing.VersionAsync(review, place, kept.BasedOn, stop), saved, kept.Markdown)));
        return overlaps;
    }

    private async Task<IReadOnlyList<CommentThread>> CommentsAsync(ManagementReview review, string key, CancellationToken stop)
    {
        var all = await db.Comments.AsNoTracking().Where(c => c.ReviewId == review.Id && c.Place == key).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(stop);
        return [.. all.Where(c => c.AnswersId is null).OrderBy(c => c.IsOpen ? 0 : 1).Select(c => new CommentThread(c, [.. all.Where(a => a.AnswersId == c.Id)]))];
    }

    /// <summary>The text of the review before this one, of the same unit, at the place that goes by the same name.</summary>
    private async Task<(int Year, string Markdown)?> BeforeAsync(ManagementReview review, string key, CancellationToken stop)
    {
        var before = await db.AuthorTexts.AsNoTracking().Where(t => t.Place == key && t.Markdown != "")
            .Join(db.Reviews.Where(r => r.UnitId == review.UnitId && r.Kind == review.Kind && r.Year < review.Year), t => t.ReviewId, r => r.Id, (t, r) => new { r.Year, t.Markdown })
            .OrderByDescending(b => b.Year).FirstOrDefaultAsync(stop);
        return before is null ? null : (before.Year, before.Markdown);
    }
}
