using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>The versions of a place, newest first, and how two of them differ; 0 is the template's text. Besides the viewer's own texts that had to be settled.</summary>
internal sealed record History(Place Place, int Current, IReadOnlyList<TextVersion> Versions, int From, int To, Difference Difference)
{
    private static readonly Words Texts = Words.Of<PlaceWriting>();

    public bool MayWrite { get; init; }
    public IReadOnlyList<KeptText> Own { get; init; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();

    public string NameOf(Guid? account) => account is not { } id ? Texts["History.Program"] : Names.GetValueOrDefault(id) ?? Texts["History.Someone"];
}

internal sealed class HistoryReading(GenomlysDb db, PlaceWriting writing, ReviewRegister reviews, IPeople people)
{
    /// <summary>Unless told which two, the newest and the one before it.</summary>
    public async Task<History?> ReadAsync(ManagementReview review, string key, int? from, int? to, CancellationToken stop)
    {
        if ((await db.TemplateOfAsync(review, stop)).Find(key) is not { } place)
            return null;
        var versions = await db.TextVersions.AsNoTracking().Where(v => v.ReviewId == review.Id && v.Place == key).OrderByDescending(v => v.Number)
            .Select(v => new TextVersion { Id = v.Id, ReviewId = v.ReviewId, Place = v.Place, Number = v.Number, Markdown = "", IsReady = v.IsReady, Origin = v.Origin, RestoredFrom = v.RestoredFrom, ById = v.ById, At = v.At }).ToListAsync(stop);
        var current = versions is [var newest, ..] ? newest.Number : 0;
        var (first, second) = (Within(from, Math.Max(current - 1, 0)), Within(to, current));
        return new History(place, current, versions, first, second, Difference.Of(await writing.VersionAsync(review, place, first, stop), await writing.VersionAsync(review, place, second, stop)))
        {
            MayWrite = await reviews.MayAsync(db, review, Need.Write, stop),
            Own = await db.KeptTexts.AsNoTracking().Where(t => t.ReviewId == review.Id && t.Place == key && t.SettledAt != null).OrderByDescending(t => t.KeptAt).ToListAsync(stop),
            Names = await people.NamesAsync([.. versions.Select(v => v.ById).OfType<Guid>().Distinct()], stop),
        };

        int Within(int? asked, int otherwise) => asked is { } number && number >= 0 && number <= current ? number : otherwise;
    }
}
