using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Shared.Imports;

/// <summary>How the cells of a file become values. What was read once is remembered: columns repeat themselves.</summary>
internal sealed class Readers<T>(GenomlysDb db) where T : class, IRecord<T>
{
    private const int MostRemembered = 20_000;
    private readonly Dictionary<Field<T>, Dictionary<object, object?>> remembered = [];

    /// <summary>Looks up what is new among the cells of a column.</summary>
    public async Task PrepareAsync(Field<T> field, IEnumerable<object?> cells, CancellationToken stop)
    {
        if (!remembered.TryGetValue(field, out var values) || values.Count > MostRemembered)
            remembered[field] = values = [];
        var unknown = cells.Where(c => c is not null and not "" && !values.ContainsKey(c)).Distinct().ToList();
        if (unknown is [])
            return;
        var read = await field.ReaderAsync(db, unknown!, stop);
        foreach (var cell in unknown)
            values[cell!] = read(cell!);
    }

    /// <summary>Records may be there that were not before.</summary>
    public void Forget() => remembered.Clear();

    public Draft<T> Draft(IEnumerable<KeyValuePair<Field<T>, object?>> said, List<Refusal> refusals) =>
        Register<T>.DraftOf(said, (field, cell) => remembered[field].GetValueOrDefault(cell), refusals);
}
