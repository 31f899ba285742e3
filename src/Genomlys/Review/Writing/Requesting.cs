using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>What the coordinator says of one place: who writes it, by when, and whether he is asked now.</summary>
internal sealed record Assignment(Place Place, Guid? Account, string? Role, DateOnly? Due, bool Ask);

/// <summary>What came of it: how many were sent a mail, and how many have no address; or the first place that was refused, and why.</summary>
internal sealed record RequestResult(int Mailed, int WithoutAddress, (string Problem, Place Place)? Refused = null);

/// <summary>
/// Shares out the places of a review and asks for their texts. A request gives no right: only those who may write the review already can be asked.
/// All or nothing is saved, with the mails: one to each, with a link and nothing of the review.
/// </summary>
internal sealed class Requesting(GenomlysDb db, IPeople people, Outbox outbox, MailSettings settings)
{
    private static readonly Words Texts = Words.Of<PlaceWriting>();

    public Task<IReadOnlyList<Colleague>> WritersAsync(ManagementReview review, CancellationToken stop) => people.WhoMayAsync(Need.Write, review.Kind.Area, review.UnitId, stop);

    public async Task<RequestResult> ShareOutAsync(ManagementReview review, IReadOnlyList<Assignment> assignments, DateTimeOffset now, CancellationToken stop)
    {
        var writers = (await WritersAsync(review, stop)).ToDictionary(w => w.Account);
        var owners = await db.PlaceOwners.Where(o => o.ReviewId == review.Id).ToDictionaryAsync(o => o.Place, stop);
        var ready = (await db.AuthorTexts.Where(t => t.ReviewId == review.Id && t.IsReady).Select(t => t.Place).ToListAsync(stop)).ToHashSet();
        var asked = new List<(Colleague Person, Place Place)>();
        foreach (var said in assignments)
        {
            var owner = owners.GetValueOrDefault(said.Place.Key);
            if (Apply(review, said, writers, ref owner, now) is { IsDone: false } refused)
                return new(0, 0, (refused.Problem!, said.Place));
            if (owner is null)
                continue;
            await PlaceDeadline.SetAsync(db, review, said.Place, owner, ready.Contains(said.Place.Key), now, stop);
            if (said.Ask)
                asked.Add((writers[said.Account!.Value], said.Place));
        }
        var mailed = settings.IsOn ? asked.GroupBy(a => a.Person, a => a.Place).Count(a => Mail(review, a.Key, [.. a])) : 0;
        await db.SaveChangesAsync(stop);
        return new(mailed, settings.IsOn ? asked.Where(a => a.Person.Mail is null).DistinctBy(a => a.Person.Account).Count() : 0);
    }

    private Outcome Apply(ManagementReview review, Assignment said, Dictionary<Guid, Colleague> writers, ref PlaceOwner? owner, DateTimeOffset now)
    {
        var isChange = said.Account != owner?.AccountId || (said.Role ?? "") != (owner?.Role ?? "") || said.Due != owner?.Due;
        if (!isChange && !said.Ask)
            return Outcome.Done;   // whoever has lost his right since stays where he stands, until someone changes it
        if (said.Account is { } account && !writers.ContainsKey(account))
            return Outcome.Refused("Request.MayNot");
        if (owner is null)
            db.Add(owner = new PlaceOwner { Id = Id<PlaceOwner>.New(), ReviewId = review.Id, Place = said.Place.Key });
        var assigned = owner.Assign(said.Account, said.Role, said.Due);
        return assigned.IsDone && said.Ask ? owner.Ask(db.Viewer.Account, now) : assigned;
    }

    private bool Mail(ManagementReview review, Colleague person, IReadOnlyList<Place> places)
    {
        if (person.Mail is not { } address)
            return false;
        var (text, link) = places is [var one] ? (Texts["Mail.One"], $"{settings.Site}{review.Address.Href}/{one.Key}") : (Texts["Mail.Several"], $"{settings.Site}/");
        outbox.Add(address, Texts["Mail.Subject"], $"{text}\n\n{link}\n\n{Outbox.NoReply}");
        return true;
    }
}
