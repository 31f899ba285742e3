using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>What a writer sends: his text, whether he holds the place ready, the version he began from, the draft and the kept text it came from.</summary>
public sealed record Written(string Markdown, bool IsReady, int SeenVersion)
{
    public int SeenDraft { get; init; }
    public Guid? Settles { get; init; }
}

public enum SaveKind { Unchanged, Saved, Merged, Overlap }

/// <summary>What came of a save. Of an overlap nothing reached the text, and what he sent is kept for him.</summary>
public readonly record struct SaveResult(Outcome Outcome, SaveKind Kind);

/// <summary>
/// The verbs of writing a place. Two who write at once lose nothing: different paragraphs go together by themselves, the same ones are settled by a person,
/// and what each sent is kept until then. Whoever calls saves again from the start when another was faster by a moment.
/// </summary>
public sealed class PlaceWriting(GenomlysDb db)
{
    public async Task<SaveResult> SaveAsync(ManagementReview review, Place place, Written written, DateTimeOffset now, CancellationToken stop)
    {
        var own = AuthorText.Normal(written.Markdown);
        if (own.Length > AuthorText.MostCharacters)
            return new(Outcome.Refused("TooLong"), SaveKind.Unchanged);
        var text = await TextAsync(review, place, stop);
        var kind = await PutAsync(review, place, text, own, written, now, stop);
        await ForgetDraftAsync(review, place, own, written.SeenDraft, stop);
        if (written.Settles is { } settled && await KeptAsync(review, place, settled, stop) is { } kept)
            kept.Settle(now);   // when it overlaps anew, what he made of it is kept instead
        if (await SeenAsync(review, place, now, stop) is { } owner)
            await PlaceDeadline.SetAsync(db, review, place, owner, text.IsReady, now, stop);
        await db.SaveChangesAsync(stop);
        return new(Outcome.Done, kind);
    }

    private async Task<SaveKind> PutAsync(ManagementReview review, Place place, AuthorText text, string own, Written written, DateTimeOffset now, CancellationToken stop)
    {
        if (written.SeenVersion == text.Version)
            return own == Shown(text.Markdown, place) && written.IsReady == text.IsReady ? SaveKind.Unchanged : Put(text, own, written.IsReady, VersionOrigin.Saved, now);
        var merge = Merge.Of(await VersionAsync(review, place, written.SeenVersion, stop), Shown(text.Markdown, place), own);
        if (merge.IsClean)
            return Put(text, merge.Text(), text.IsReady && written.IsReady, VersionOrigin.Merged, now);   // nobody has yet read it whole
        db.Add(new KeptText
        {
            Id = Id<KeptText>.New(), ReviewId = review.Id, Place = place.Key, AccountId = Writer, BasedOn = written.SeenVersion, Markdown = own, IsReady = written.IsReady, KeptAt = now,
        });
        return SaveKind.Overlap;
    }

    /// <summary>Settles what someone wrote at the same spot as another, once he has seen both.</summary>
    public async Task<Outcome> ChooseAsync(ManagementReview review, Place place, Guid id, Pick choice, int seenVersion, DateTimeOffset now, CancellationToken stop)
    {
        if (await KeptAsync(review, place, id, stop) is not { SettledAt: null } kept)
            return Outcome.Refused("Overlap.Settled");
        if (review.State is ReviewState.Decided)
            return Outcome.Refused("Decided");
        var text = await TextAsync(review, place, stop);
        if (seenVersion != text.Version)
            return Outcome.Refused("Overlap.Moved");   // he has not seen what he would write over
        var chosen = Merge.Of(await VersionAsync(review, place, kept.BasedOn, stop), Shown(text.Markdown, place), kept.Markdown).Text(choice);
        if (chosen != Shown(text.Markdown, place))
            Put(text, chosen, isReady: false, VersionOrigin.Chosen, now);
        kept.Settle(now);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>An earlier version becomes the newest; those between stay.</summary>
    public async Task<Outcome> RestoreAsync(ManagementReview review, Place place, int number, int seenVersion, DateTimeOffset now, CancellationToken stop)
    {
        if (review.State is ReviewState.Decided)
            return Outcome.Refused("Decided");
        var text = await TextAsync(review, place, stop);
        if (seenVersion != text.Version)
            return Outcome.Refused("Restore.Moved");
        if (await db.TextVersions.AsNoTracking().SingleOrDefaultAsync(v => v.ReviewId == review.Id && v.Place == place.Key && v.Number == number, stop) is not { } earlier)
            return Outcome.Refused("Restore.None");
        Put(text, earlier.Markdown, isReady: false, VersionOrigin.Restored, now, number);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Keeps what someone is writing and has not saved; the new version of the draft when it is kept.</summary>
    public async Task<(Outcome Outcome, int Version)> KeepDraftAsync(ManagementReview review, Place place, Written written, DateTimeOffset now, CancellationToken stop)
    {
        if (await DraftAsync(review, place, stop) is not { } draft)
            db.Add(draft = new OwnDraft { Id = Id<OwnDraft>.New(), ReviewId = review.Id, Place = place.Key, AccountId = Writer });
        var seen = db.Entry(draft).State is EntityState.Added ? 0 : written.SeenDraft;   // what has been saved elsewhere since is gone, and this begins anew
        var kept = draft.Keep(AuthorText.Normal(written.Markdown), written.SeenVersion, seen, now);
        if (kept.IsDone)
            await db.SaveChangesAsync(stop);
        return (kept, draft.Version);
    }

    public async Task DiscardDraftAsync(ManagementReview review, Place place, CancellationToken stop)
    {
        if (await DraftAsync(review, place, stop) is { } draft)
            db.Remove(draft);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Whoever is asked to write the place has seen that he is; the place's owner, where there is one. The caller saves.</summary>
    public async Task<PlaceOwner?> SeenAsync(ManagementReview review, Place place, DateTimeOffset now, CancellationToken stop)
    {
        var owner = await db.PlaceOwners.SingleOrDefaultAsync(o => o.ReviewId == review.Id && o.Place == place.Key, stop);
        owner?.See(db.Viewer.Account, now);
        return owner;
    }

    /// <summary>The text as its writers see it: the template's until one of them has written another.</summary>
    public static string Shown(string markdown, Place place) => markdown is "" ? AuthorText.Normal(place.Text) : markdown;

    public async Task<string> VersionAsync(ManagementReview review, Place place, int number, CancellationToken stop) =>
        Shown(await db.TextVersions.Where(v => v.ReviewId == review.Id && v.Place == place.Key && v.Number == number).Select(v => v.Markdown).SingleOrDefaultAsync(stop) ?? "", place);

    private SaveKind Put(AuthorText text, string markdown, bool isReady, VersionOrigin origin, DateTimeOffset now, int? restoredFrom = null)
    {
        text.Write(markdown, isReady, text.Version, now);
        db.Add(new TextVersion
        {
            Id = Id<TextVersion>.New(), ReviewId = text.ReviewId, Place = text.Place, Number = text.Version, Markdown = text.Markdown, IsReady = isReady, Origin = origin, RestoredFrom = restoredFrom,
            ById = db.Viewer.Account, At = now,
        });
        return origin is VersionOrigin.Merged ? SaveKind.Merged : SaveKind.Saved;
    }

    private async Task<AuthorText> TextAsync(ManagementReview review, Place place, CancellationToken stop)
    {
        if (await db.AuthorTexts.SingleOrDefaultAsync(t => t.ReviewId == review.Id && t.Place == place.Key, stop) is { } text)
            return text;
        db.Add(text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place.Key });
        return text;
    }

    private Task<OwnDraft?> DraftAsync(ManagementReview review, Place place, CancellationToken stop) =>
        db.OwnDrafts.SingleOrDefaultAsync(d => d.ReviewId == review.Id && d.Place == place.Key && d.AccountId == Writer, stop);

    private Task<KeptText?> KeptAsync(ManagementReview review, Place place, Guid id, CancellationToken stop) =>
        db.KeptTexts.SingleOrDefaultAsync(t => t.Id == new Id<KeptText>(id) && t.ReviewId == review.Id && t.Place == place.Key, stop);

    /// <summary>The draft he has now sent is kept twice no longer; one from another window stays.</summary>
    private async Task ForgetDraftAsync(ManagementReview review, Place place, string own, int seenDraft, CancellationToken stop)
    {
        if (await DraftAsync(review, place, stop) is { } draft && (draft.Version == seenDraft || AuthorText.Normal(draft.Markdown) == own))
            db.Remove(draft);
    }

    private Guid Writer => db.Viewer.Account ?? Guid.Empty;
}
