using System.Linq.Expressions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Retention.Rules;

/// <summary>A register, and the day in its records that years are counted from: a field's, or that on which the record was archived.</summary>
public sealed record CountedFrom(Register Register, Field? Day)
{
    private const char Between = '.';
    private const string Archived = "archived";
    private static readonly Words Texts = Words.Of<RetentionRule>();

    public string Key => $"{Register.Name}{Between}{Day?.Key ?? Archived}";
    public string Label => Texts.Format("CountedFrom", Register.Title, Day?.Label ?? Texts["CountedFrom.Archived"]);

    public static IEnumerable<CountedFrom> All(RegisterBook registers) =>
        registers.All.Where(r => r.IsDisposable).SelectMany(r => r.Fields.Where(f => f is { Input: "date" or "datetime-local", Secrecy: Secrecy.Open }).Select(f => new CountedFrom(r, f)).Append(new CountedFrom(r, null)));

    /// <summary>Nothing when the register or the field is no longer there.</summary>
    public static CountedFrom? Of(RegisterBook registers, string key) =>
        key.Split(Between) is [var name, var day] && registers.Of(name) is { } register && register.IsDisposable && (day is Archived || register.Fields.Any(f => f.Key == day))
            ? new CountedFrom(register, register.Fields.FirstOrDefault(f => f.Key == day)) : null;
}

/// <summary>Chosen from all there are.</summary>
internal sealed class CountedFromLookup : Lookup<string>
{
    public override Expression? Match(GenomlysDb db, Expression value, string term) => null;
    public override Expression Label(GenomlysDb db, Expression value) => value;

    public override Task<Dictionary<string, string>> LabelsAsync(GenomlysDb db, IReadOnlyList<string> values, CancellationToken stop) =>
        Task.FromResult(values.Distinct().ToDictionary(v => v, v => CountedFrom.Of(db.Registers, v)?.Label ?? v));

    public override Task<Dictionary<string, string>> FindAsync(GenomlysDb db, IReadOnlyList<string> texts, CancellationToken stop) =>
        Task.FromResult(CountedFrom.All(db.Registers).SelectMany(c => new[] { (Text: c.Key, c.Key), (Text: c.Label, c.Key) }).GroupBy(c => Words.Fold(c.Text), c => c.Key).ToDictionary(c => c.Key, c => c.First()));

    public override Task<IReadOnlyList<Choice>> ChoicesAsync(GenomlysDb db, string like, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Choice>>([.. CountedFrom.All(db.Registers).Select(c => new Choice(c.Key, c.Label)).OrderBy(c => c.Label, StringComparer.CurrentCulture)]);

    public override Task<List<(object? Value, int Count)>> GatherAsync(GenomlysDb db, List<(object? Value, int Count)> counts, CancellationToken stop) => Task.FromResult(counts);
}
