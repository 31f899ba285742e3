using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>The places that the viewer has been asked to write and that are not ready, the first due first.</summary>
internal sealed class WaitingPlaces(GenomlysDb db) : IWaiting
{
    private static readonly Words Texts = Words.Of<PlaceWriting>();

    public async Task<IReadOnlyList<Waiting>> ForViewerAsync(CancellationToken stop)
    {
        if (db.Viewer.Account is not { } account)
            return [];
        var asked = await (from owner in db.PlaceOwners.AsNoTracking()
                           where owner.AccountId == account && owner.AskedAt != null && !db.Set<AuthorText>().Any(t => t.ReviewId == owner.ReviewId && t.Place == owner.Place && t.IsReady)
                           join review in db.Reviews on owner.ReviewId equals review.Id
                           select new { Owner = owner, Review = review }).ToListAsync(stop);
        List<Id<ReportTemplate>> followed = [.. asked.Select(a => a.Review.TemplateId).Distinct()];
        var templates = followed is [] ? [] : (await db.Templates.IgnoreQueryFilters([Register.Live]).AsNoTracking().Where(t => followed.Contains(t.Id)).ToListAsync(stop)).ToDictionary(t => t.Id, t => t.Template);
        var today = db.Today;
        return
        [
            .. from one in asked
               let place = templates[one.Review.TemplateId].Find(one.Owner.Place)
               where place is not null
               orderby one.Owner.Due ?? DateOnly.MaxValue, one.Review.Year, place.Number
               select new Waiting(Texts.Format("Request.Due", place.Title), $"{one.Review.Address.Href}/{place.Key}", one.Owner.Due, StandingOf(one.Owner, today), one.Owner.IsLate(today, false) ? Tone.Bad : Tone.Plain),
        ];
    }

    /// <summary>How a request stands, in words: late where it is, else when it is due.</summary>
    public static string StandingOf(PlaceOwner owner, DateOnly today) => owner.Due is not { } due ? "" : Texts.Format(owner.IsLate(today, false) ? "Owner.Late" : "Owner.Due", Numbers.InProse(due));
}
