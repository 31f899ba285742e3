using System.Linq.Expressions;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.AuditLog;

/// <summary>A register by its title; a table that is none by its name.</summary>
internal sealed class RegisterLookup : Lookup<string>
{
    public override Expression? Match(GenomlysDb db, Expression value, string term) => null;
    public override Expression Label(GenomlysDb db, Expression value) => value;

    public override Task<Dictionary<string, string>> LabelsAsync(GenomlysDb db, IReadOnlyList<string> values, CancellationToken stop) =>
        Task.FromResult(values.Distinct().ToDictionary(v => v, v => db.Registers.Of(v)?.Title ?? v));

    public override Task<Dictionary<string, string>> FindAsync(GenomlysDb db, IReadOnlyList<string> texts, CancellationToken stop)
    {
        var found = texts.ToDictionary(Words.Fold, t => t);   // a table that is no register goes by its own name
        foreach (var register in db.Registers.All)
            (found[Words.Fold(register.Name)], found[Words.Fold(register.Title)]) = (register.Name, register.Name);
        return Task.FromResult(found);
    }

    public override Task<IReadOnlyList<Choice>> ChoicesAsync(GenomlysDb db, string like, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Choice>>([.. db.Registers.All.Select(r => new Choice(r.Name, r.Title)).OrderBy(c => c.Label, StringComparer.CurrentCulture)]);

    public override Task<List<(object? Value, int Count)>> GatherAsync(GenomlysDb db, List<(object? Value, int Count)> counts, CancellationToken stop) => Task.FromResult(counts);
}
