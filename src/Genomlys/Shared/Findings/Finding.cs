using System.Linq.Expressions;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;

namespace Genomlys.Shared.Findings;

/// <summary>How much a finding asks for: an error stops a decision, a warning should be seen to, a note is worth knowing.</summary>
public enum Severity { Error, Warning, Note }

/// <summary>Something wrong or missing that a module notices by itself, as a question over its register: what it counts is what its list shows.</summary>
public abstract class Finding(Register register, string key, Severity severity)
{
    public string Key => $"{register.Name}.{key}";
    public Register Register => register;
    public Severity Severity => severity;

    /// <summary>The sentence with the number in it, and what to do.</summary>
    public IEnumerable<string> TextKeys => [TextKey, $"{TextKey}.Remedy"];

    protected string TextKey { get; } = $"Finding.{key}";

    public abstract Selection SelectionAt(DateOnly day);

    public async Task<FindingResult> EvaluateAsync(GenomlysDb db, DateOnly day, CancellationToken stop) =>
        Evaluate(day, await Counts.OfAsync(db, [(register, SelectionAt(day))], stop));

    /// <summary>What it found, from counts that hold its selection.</summary>
    public FindingResult Evaluate(DateOnly day, Counts counts)
    {
        var selection = SelectionAt(day);
        var count = counts[register, selection];
        return new FindingResult(Key, severity, register.Words.Format(TextKey, count), register.Words[$"{TextKey}.Remedy"], count, selection.Href(register.Path), register.Title);
    }
}

/// <summary>What a finding found; nothing is wrong when the count is zero.</summary>
public sealed record FindingResult(string Key, Severity Severity, string Text, string Remedy, int Count, string Href, string Register);

public sealed class Finding<T> : Finding where T : class, IRecord<T>
{
    private readonly Register<T> register;
    private readonly List<Func<DateOnly, (string Field, string Term)>> terms = [];

    internal Finding(Register<T> register, string key, Severity severity) : base(register, key, severity) => this.register = register;

    public Finding<T> Where<V>(Expression<Func<T, V>> field, params ReadOnlySpan<V> anyOf) => Where(register.Find(field), anyOf);

    public Finding<T> Where<V>(Field<T, V> field, params ReadOnlySpan<V> anyOf)
    {
        foreach (var value in anyOf)
        {
            var term = field.Kind.Write(value);
            Add(field, _ => term);
        }
        return this;
    }

    public Finding<T> Missing<V>(Expression<Func<T, V>> field) => Add(register.Find(field), _ => Selection.Missing);
    public Finding<T> Stated<V>(Expression<Func<T, V>> field) => Add(register.Find(field), _ => Selection.Stated);

    /// <summary>Dated more than some days before the day asked about.</summary>
    public Finding<T> Before<V>(Expression<Func<T, V>> field, int days) => Add(register.Find(field), day => $"..{day.AddDays(-days - 1):yyyy-MM-dd}");

    public override Selection SelectionAt(DateOnly day)
    {
        var all = new Selection([.. terms.Select(t => t(day))]);
        return register.DependsOnDay ? all with { AsOf = day } : all;
    }

    private Finding<T> Add(Field<T> field, Func<DateOnly, string> term)
    {
        terms.Add(day => (field.Key, term(day)));
        return this;
    }
}
