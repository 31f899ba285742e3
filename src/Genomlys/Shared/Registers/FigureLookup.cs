using System.Linq.Expressions;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Registers;

/// <summary>A field that holds the key of a figure: shown by its title, chosen from all there are, found by either.</summary>
internal sealed class FigureLookup : Lookup<string>
{
    public override Expression? Match(GenomlysDb db, Expression value, string term) => null;
    public override Expression Label(GenomlysDb db, Expression value) => value;

    public override Task<Dictionary<string, string>> LabelsAsync(GenomlysDb db, IReadOnlyList<string> values, CancellationToken stop) =>
        Task.FromResult(values.Distinct().ToDictionary(v => v, v => db.Registers.Figures.FirstOrDefault(f => f.Key == v)?.Title ?? v));

    public override Task<Dictionary<string, string>> FindAsync(GenomlysDb db, IReadOnlyList<string> texts, CancellationToken stop)
    {
        var found = new Dictionary<string, string>();
        foreach (var figure in db.Registers.Figures)
        {
            found.TryAdd(Words.Fold(figure.Key), figure.Key);
            found.TryAdd(Words.Fold(figure.Title), figure.Key);
        }
        return Task.FromResult(found);
    }

    public override Task<IReadOnlyList<Choice>> ChoicesAsync(GenomlysDb db, string like, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Choice>>([.. db.Registers.Figures.Select(f => new Choice(f.Key, f.Title)).OrderBy(c => c.Label, StringComparer.CurrentCulture)]);

    public override Task<List<(object? Value, int Count)>> GatherAsync(GenomlysDb db, List<(object? Value, int Count)> counts, CancellationToken stop) => Task.FromResult(counts);
}
