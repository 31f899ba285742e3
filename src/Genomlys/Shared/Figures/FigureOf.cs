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

    public override bool IsSplit => parts is not null;

    public override IEnumerable<(Register Register, Selection Selection)> Asked(GenomlysDb db, Period period)
    {
        var selection = SelectionAt(period);
        IEnumerable<Selection> own = [selection, PopulationAt(period), .. YearsOf(period, selection).Select(y => y.Selection), .. PartsOf(db, period, selection).Select(p => p.Selection), .. ExclusionsOf(period).Select(e => e.Selection)];
        return [.. own.Select(s => ((Register)register, s)), .. population?.Asked(db, period) ?? []];
    }

    public override async Task<FigureResult> EvaluateAsync(GenomlysDb db, Period period, Counts counts, CancellationToken stop)
    {
        var selection = SelectionAt(period);
        if (register.Check(db, selection) is [_, ..])   // a field in it is not for this viewer: no number, rather than a wider one
            return Known(null, selection.Href(register.Path), period) with { Rule = Words.Kernel["NotCleared"], Footnote = Words.Kernel["NotCleared"] };
        var whole = share is [] ? null : PopulationAt(period);
        var isKnown = counts.HasAny(register);
        var outOf = population is null ? null : await population.EvaluateAsync(db, period, counts, stop);
        var result = Known(isKnown ? counts[register, selection] : null, selection.Href(register.Path), period) with
        {
            Population = outOf?.Value ?? (whole is null || !isKnown ? null : counts[register, whole]),
            PopulationHref = outOf?.Href ?? whole?.Href(register.Path),
            Parts = isKnown ? await PartsAsync(db, period, selection, counts, stop) : [],
            Exclusions = [.. from excluded in ExclusionsOf(period)
                             let count = counts[register, excluded.Selection]
                             where count > 0
                             select new Exclusion(excluded.Reason, count, excluded.Selection.Href(register.Path))],
            Rule = rule is null ? "" : register.Words[rule],
        };
        return result with { Footnote = Footnotes.Of(result) };
    }

    private FigureResult Known(decimal? value, string href, Period period) =>
        new(Key, Title, value, unit is null ? "" : register.Words[unit], href, period.Last, source is null ? register.Title : register.Words[source]);

    private async Task<IReadOnlyList<FigurePart>> PartsAsync(GenomlysDb db, Period period, Selection selection, Counts counts, CancellationToken stop)
    {
        if (PartsField(db, period) is not { } field)
            return [];
        if (parts is { Years: > 0 })
            return [.. YearsOf(period, selection).Select(y => new FigurePart($"{y.Year}", $"{y.Year}", counts[register, y.Selection], null, y.Selection.Href(register.Path))).SkipWhile(p => p.Value is 0)];
        var whole = counts[register, selection];
        return field.Choices is [_, ..]
            ? [.. from part in PartsOf(db, period, selection)
                  let count = counts[register, part.Selection]
                  where count > 0 || part.Term is not Selection.Missing
                  select Part(part.Term, part.Label, count, part.Selection)]
            : [.. from tally in await field.TallyAsync(db, register.Rows(db, selection), stop)
                  select Part(tally.Term, tally.Label, tally.Count, selection.Without(field.Key).With(field.Key, tally.Term))];

        FigurePart Part(string term, string label, int count, Selection rows) => new(term, label, count, FigureResult.Percent(count, whole), rows.Href(register.Path));
    }

    /// <summary>The field that parts it, where the viewer may see it.</summary>
    private Field<T>? PartsField(GenomlysDb db, Period period) =>
        parts is var (key, _) && register.Find(key)?.At(period.Last) is { } field && db.Viewer.MaySee(register.Area, field.Secrecy) ? field : null;

    private IEnumerable<(string Term, string Label, Selection Selection)> PartsOf(GenomlysDb db, Period period, Selection selection) =>
        parts is { Years: 0 } && PartsField(db, period) is { Choices: [_, ..] } field
            ? field.Choices.Select(c => (c.Value, c.Label)).Append((Selection.Missing, Words.Kernel["NotStated"])).Where(c => MayBe(selection, field.Key, c.Item1)).Select(c => (c.Item1, c.Item2, selection.Without(field.Key).With(field.Key, c.Item1)))
            : [];

    /// <summary>Whether a selection that says something of the field itself leaves room for the term.</summary>
    private static bool MayBe(Selection selection, string key, string term)
    {
        var said = selection.Terms.Where(t => t.Field == key).Select(t => t.Term).ToList();
        return said is [] || said.Contains(term) || (said.Contains(Selection.Stated) && term is not Selection.Missing);
    }

    private IEnumerable<(int Year, Selection Selection)> YearsOf(Period period, Selection selection) =>
        parts is (var key, > 0 and var years)
            ? Enumerable.Range(period.Last.Year - years + 1, years).Select(year => (year, selection.Without(key).With(key,
                register.Find(key)!.IsNumber ? $"{year}" : year == period.Last.Year ? $"{year}-01-01..{period.Last:yyyy-MM-dd}" : $"{year}-01-01..{year}-12-31")))
            : [];

    private IEnumerable<(string Reason, Selection Selection)> ExclusionsOf(Period period) =>
        from excluded in exclusions
        let left = PopulationAt(period).Without(excluded.Field)
        from reason in excluded.Reason is { } text ? [(Selection.Stated, register.Words[text])] : register.Find(excluded.Field)!.Choices.Select(c => (c.Value, c.Label))
        select (reason.Item2, left.With(excluded.Field, reason.Item1));

    private Selection PopulationAt(Period period)
    {
        var all = new Selection([.. terms.Select(t => t(period)), .. exclusions.Select(e => (e.Field, Selection.Missing))]);
        return register.DependsOnDay ? all with { AsOf = period.Last } : all;
    }

    private Figure<T> Fixed(Field<T> field, string term) => Timed(field, _ => term);
    private Figure<T> Timed(Field<T> field, Func<Period, string> term) { terms.Add(p => (field.Key, term(p))); return this; }
}
