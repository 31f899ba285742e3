using System.Linq.Expressions;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Figures;

/// <summary>A figure over one register: which rows, out of which, in which parts, and how it says so.</summary>
public sealed class Figure<T> : Figure where T : class, IRecord<T>
{
    private readonly Register<T> register;
    private readonly List<Func<Period, (string Field, string Term)>> terms = [];
    private readonly List<(string Field, string Term)> share = [];
    private readonly List<(string Field, string? Reason)> exclusions = [];
    private (string Field, int Years)? parts;
    private Figure? population;
    private string? unit, source, rule;

    internal Figure(Register<T> register, string key) : base(register, key) => this.register = register;

    public override IEnumerable<string> TextKeys => [TextKey, .. new[] { unit, source, rule }.OfType<string>(), .. exclusions.Select(e => e.Reason).OfType<string>()];

    public Figure<T> Where<V>(Expression<Func<T, V>> field, params ReadOnlySpan<V> anyOf) => Where(register.Find(field), anyOf);

    public Figure<T> Where<V>(Field<T, V> field, params ReadOnlySpan<V> anyOf)
    {
        foreach (var value in anyOf)
            Fixed(field, field.Kind.Write(value));
        return this;
    }

    public Figure<T> Missing<V>(Expression<Func<T, V>> field) => Fixed(register.Find(field), Selection.Missing);
    public Figure<T> Stated<V>(Expression<Func<T, V>> field) => Fixed(register.Find(field), Selection.Stated);

    /// <summary>In the period.</summary>
    public Figure<T> During<V>(Expression<Func<T, V>> field) => Timed(register.Find(field), p => $"{p.First:yyyy-MM-dd}..{p.Last:yyyy-MM-dd}");

    /// <summary>In the period's year, for fields that hold a year as a number.</summary>
    public Figure<T> OfYear(Expression<Func<T, int>> field) => Timed(register.Find(field), p => $"{p.Last.Year}");

    /// <summary>On or before the period's last day.</summary>
    public Figure<T> By<V>(Expression<Func<T, V>> field) => Timed(register.Find(field), p => $"..{p.Last:yyyy-MM-dd}");

    /// <summary>After the period's last day: what came too late to be counted.</summary>
    public Figure<T> After<V>(Expression<Func<T, V>> field) => Timed(register.Find(field), p => $"{p.Last.AddDays(1):yyyy-MM-dd}..");

    /// <summary>Not ended on the period's last day.</summary>
    public Figure<T> Until<V>(Expression<Func<T, V>> field) => Missing(field).Timed(register.Find(field), p => $"{p.Last.AddDays(1):yyyy-MM-dd}..");

    /// <summary>Counts only these, and says how large a part of the whole they are.</summary>
    public Figure<T> Share<V>(Expression<Func<T, V>> field, params ReadOnlySpan<V> anyOf) => Share(register.Find(field), anyOf);

    public Figure<T> Share<V>(Field<T, V> field, params ReadOnlySpan<V> anyOf)
    {
        foreach (var value in anyOf)
            share.Add((field.Key, field.Kind.Write(value)));
        return this;
    }

    /// <summary>Counts only those that state the field, and says how large a part of the whole they are.</summary>
    public Figure<T> ShareStated<V>(Expression<Func<T, V>> field) { share.Add((register.Find(field).Key, Selection.Stated)); return this; }

    /// <summary>The population is another figure, perhaps of another register.</summary>
    public Figure<T> OutOf(Figure other) { population = other; return this; }

    public Figure<T> Split<V>(Expression<Func<T, V>> field) => Split(register.Find(field));
    public Figure<T> Split<V>(Field<T, V> field) { parts = (field.Key, 0); return this; }

    /// <summary>One part per year up to the period's; none before the first year of which anything is known.</summary>
    public Figure<T> PerYear<V>(Expression<Func<T, V>> field, int years) { parts = (register.Find(field).Key, years); return this; }

    /// <summary>Rows that state the field are left out, counted apart, and the reason is printed: the text, or what the field says.</summary>
    public Figure<T> Excluding<V>(Expression<Func<T, V>> field, string? reasonKey = null)
    {
        exclusions.Add((register.Find(field).Key, reasonKey));
        return this;
    }

    /// <summary>What is counted, as a word after the number.</summary>
    public Figure<T> Unit(string textKey) { unit = textKey; return this; }

    /// <summary>The system the records come from.</summary>
    public Figure<T> From(string textKey) { source = textKey; return this; }

    /// <summary>How one counts, printed in the footnote.</summary>
    public Figure<T> Rule(string textKey) { rule = textKey; return this; }

    /// <summary>The rows that are counted, as a list would be asked for them.</summary>
    public Selection SelectionAt(Period period) => share.Concat(Years(period)).Aggregate(PopulationAt(period), (s, term) => s.With(term.Field, term.Term));

    /// <summary>The years that are shown, so that the number is the sum of its parts.</summary>
    private IEnumerable<(string Field, string Term)> Years(Period period) =>
        parts is (var key, > 0 and var years) ? [(key, register.Find(key)!.IsNumber ? $"{period.Last.Year - years + 1}..{period.Last.Year}" : $"{period.Last.Year - years + 1}-01-01..{period.Last:yyyy-MM-dd}")] : [];

    public override async Task<FigureResult> EvaluateAsync(GenomlysDb db, Period period, CancellationToken stop)
    {
        var selection = SelectionAt(period);
        if (register.Check(db, selection) is [_, ..])   // a field in it is not for this viewer: no number, rather than a wider one
            return Known(null, selection.Href(register.Path), period) with { Rule = Words.Kernel["NotCleared"], Footnote = Words.Kernel["NotCleared"] };
        var whole = share is [] ? null : PopulationAt(period);
        var value = await register.CountAsync(db, selection, stop);
        var isKnown = value > 0 || await db.Set<T>().AnyAsync(stop);
        var outOf = population is null ? null : await population.EvaluateAsync(db, period, stop);
        var result = Known(isKnown ? value : null, selection.Href(register.Path), period) with
        {
            Population = outOf?.Value ?? (whole is null || !isKnown ? null : await register.CountAsync(db, whole, stop)),
            PopulationHref = outOf?.Href ?? whole?.Href(register.Path),
            Parts = isKnown ? await PartsAsync(db, period, selection, value, stop) : [],
            Exclusions = await ExclusionsAsync(db, period, stop),
            Rule = rule is null ? "" : register.Words[rule],
        };
        return result with { Footnote = Footnotes.Of(result) };
    }

    private FigureResult Known(decimal? value, string href, Period period) =>
        new(Key, Title, value, unit is null ? "" : register.Words[unit], href, period.Last, source is null ? register.Title : register.Words[source]);

    private async Task<IReadOnlyList<FigurePart>> PartsAsync(GenomlysDb db, Period period, Selection selection, int count, CancellationToken stop)
    {
        if (parts is not var (key, years) || register.Find(key)?.At(period.Last) is not { } field || !db.Viewer.MaySee(field.Secrecy))
            return [];
        if (years is 0)
            return [.. from tally in await field.TallyAsync(db, register.Rows(db, selection), stop)
                       select new FigurePart(tally.Term, tally.Label, tally.Count, FigureResult.Percent(tally.Count, count), selection.With(key, tally.Term).Href(register.Path))];

        var found = new List<FigurePart>();
        for (var year = period.Last.Year - years + 1; year <= period.Last.Year; year++)
        {
            var to = year == period.Last.Year ? $"{period.Last:yyyy-MM-dd}" : $"{year}-12-31";
            var ofYear = selection.Without(key).With(key, field.IsNumber ? $"{year}" : $"{year}-01-01..{to}");
            var inYear = await register.CountAsync(db, ofYear, stop);
            if (found.Count > 0 || inYear > 0)
                found.Add(new FigurePart($"{year}", $"{year}", inYear, null, ofYear.Href(register.Path)));
        }
        return found;
    }

    private async Task<IReadOnlyList<Exclusion>> ExclusionsAsync(GenomlysDb db, Period period, CancellationToken stop)
    {
        var found = new List<Exclusion>();
        foreach (var (key, reason) in exclusions)
        {
            var left = PopulationAt(period).Without(key).With(key, Selection.Stated);
            if (reason is not null)
                found.Add(new Exclusion(register.Words[reason], await register.CountAsync(db, left, stop), left.Href(register.Path)));
            else
                found.AddRange(from tally in await register.Find(key)!.TallyAsync(db, register.Rows(db, left), stop)
                               where tally.Term is not Selection.Missing && tally.Count > 0
                               select new Exclusion(tally.Label, tally.Count, left.Without(key).With(key, tally.Term).Href(register.Path)));
        }
        return [.. found.Where(e => e.Count > 0)];
    }

    private Selection PopulationAt(Period period)
    {
        var all = new Selection([.. terms.Select(t => t(period)), .. exclusions.Select(e => (e.Field, Selection.Missing))]);
        return register.DependsOnDay ? all with { AsOf = period.Last } : all;
    }

    private Figure<T> Fixed(Field<T> field, string term) => Timed(field, _ => term);
    private Figure<T> Timed(Field<T> field, Func<Period, string> term) { terms.Add(p => (field.Key, term(p))); return this; }
}
