using Genomlys.Review.Decision;
using Genomlys.Review.Freezing;
using Genomlys.Review.Reading;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Trends;

/// <summary>Gathers what is known of the figures over the years: from the reviews, from the reports that were read in, from the registers. Nobody sees the trend of a register he may not read.</summary>
public sealed class TrendReading(GenomlysDb db, RegisterBook registers)
{
    private static readonly Words Texts = Words.Of<Trend>();

    /// <summary>The figures the viewer may follow, in the order of their registers; those of which nothing is known too.</summary>
    public Task<IReadOnlyList<Trend>> AllAsync(CancellationToken stop) => OfAsync(registers.Figures, stop);

    /// <summary>Null when there is no such figure, or it is not for the viewer.</summary>
    public async Task<Trend?> OneAsync(string key, CancellationToken stop) => (await OfAsync([.. registers.Figures.Where(f => f.Key == key)], stop)).FirstOrDefault();

    private async Task<IReadOnlyList<Trend>> OfAsync(IReadOnlyList<Figure> asked, CancellationToken stop)
    {
        var today = Period.Days(new DateOnly(db.Today.Year, 1, 1), db.Today);
        List<Figure> figures = [.. asked.Where(f => IsFor(f, today))];
        var byKey = figures.ToDictionary(f => f.Key);
        List<(string Key, TrendPoint Point)> points = [];
        foreach (var review in await ReviewsAsync(stop))
        {
            await foreach (var (source, of, freeze) in FreezesAsync(review, stop))
                points.AddRange(from frozen in freeze.Read().Figures.Values
                                where byKey.ContainsKey(frozen.Key)
                                select (frozen.Key, PointOf(byKey[frozen.Key], frozen, review.Year, source) with { Of = of, Href = review.State is not ReviewState.Draft && freeze.Edition == review.Edition ? frozen.Href : $"/review/{review.Year}/decide" }));
            if (review.State is ReviewState.Draft)
                points.AddRange((await CountedAsync(figures, review.Period, stop)).Select(f => (f.Key, PointOf(byKey[f.Key], f, review.Year, TrendSource.Counted))));
        }
        points.AddRange((await ReadAsync(stop)).Where(p => byKey.ContainsKey(p.Key)));
        var known = points.ToLookup(p => p.Key, p => p.Point);
        return [.. figures.Select(f => Trend.Of(f.Key, f.Title, known[f.Key].Where(p => p.Rule is not null).MaxBy(p => p.Year)?.Rule ?? "", known[f.Key]))];
    }

    /// <summary>Every register and field it asks about, its population's too.</summary>
    private bool IsFor(Figure figure, Period period) =>
        db.Viewer.Reads(figure.Register.Area) && figure.Asked(db, period).All(a => db.Viewer.Reads(a.Register.Area) && a.Selection.Terms.All(t => a.Register.FieldsFor(db.Viewer).Any(f => f.Key == t.Field)));

    /// <summary>One of each year: of the highest unit, for someone who sees several.</summary>
    private async Task<IReadOnlyList<ManagementReview>> ReviewsAsync(CancellationToken stop)
    {
        List<ManagementReview> found = [];
        foreach (var year in await db.Reviews.Where(r => r.Kind == ReviewKind.ManagementReview).Select(r => r.Year).Distinct().OrderBy(y => y).ToListAsync(stop))
            found.Add(await db.ReviewAt(new(year, ReviewKind.ManagementReview)).AsNoTracking().FirstAsync(stop));
        return found;
    }

    /// <summary>What a review was decided on, the newest edition first, and what it is frozen with now.</summary>
    private async IAsyncEnumerable<(TrendSource Source, string Of, Freeze Freeze)> FreezesAsync(ManagementReview review, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var decided = await db.DecidedEditions.AsNoTracking().Where(e => e.ReviewId == review.Id).OrderByDescending(e => e.Edition).Join(db.Freezes.AsNoTracking(), e => e.FreezeId, f => f.Id, (e, f) => new { e.Edition, Freeze = f }).ToListAsync(stop);
        foreach (var edition in decided.OrderByDescending(d => d.Edition))
            yield return (TrendSource.Decided, decided.Count > 1 ? Texts.Format("Edition", edition.Edition) : "", edition.Freeze);
        if (review.State is ReviewState.Frozen && await db.FreezeOfAsync(review, stop) is { } freeze)
            yield return (TrendSource.Frozen, "", freeze);
    }

    private async Task<IReadOnlyList<FigureResult>> CountedAsync(IReadOnlyList<Figure> figures, Period period, CancellationToken stop)
    {
        var context = new SectionContext(db, period);
        await context.FiguresAsync(figures, stop);
        return context.Used;
    }

    /// <summary>What reports that have been read in say, where a person has said of which figure. The newest reading first.</summary>
    private async Task<IReadOnlyList<(string Key, TrendPoint Point)>> ReadAsync(CancellationToken stop)
    {
        var read = await db.FigureReadings.AsNoTracking().Join(db.ReadReports.AsNoTracking(), f => f.ReportId, r => r.Id, (f, r) => new { Reading = f, r.Name, r.ReadAt }).ToListAsync(stop);
        return [.. read.OrderByDescending(r => r.ReadAt).ThenBy(r => r.Reading.Line).Select(r => (r.Reading.Figure,
            new TrendPoint(r.Reading.Year, TrendSource.Read, $"{Accepting.HrefOf(r.Reading.ReportId)}#l{r.Reading.Line}", r.Reading.Value)
            {
                Population = r.Reading.Population, Share = r.Reading.Share ?? (r.Reading is { Value: { } part, Population: { } whole and > 0 } ? FigureResult.Percent(part, whole) : null), Of = r.Name,
            }))];
    }

    private static TrendPoint PointOf(Figure figure, FigureResult result, int year, TrendSource source) =>
        new(year, source, result.Href, result.Value) { Population = result.Population, Share = result.Share, AsOf = result.AsOf, Rule = InReadersLanguage(figure, result.Rule) };

    /// <summary>A rule that was kept in one language and is the same in another has not been changed.</summary>
    private static string InReadersLanguage(Figure figure, string rule) => figure.TextKeys.FirstOrDefault(key => figure.Register.Words.Names(key).Contains(rule)) is { } key ? figure.Register.Words[key] : rule;
}
