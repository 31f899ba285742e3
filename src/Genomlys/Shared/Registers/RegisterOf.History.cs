using Genomlys.Shared.Data;

namespace Genomlys.Shared.Registers;

/// <summary>What a register's records have said.</summary>
public abstract partial class Register<T>
{
    internal override async Task<IReadOnlyList<PastValue>> PastAsync(GenomlysDb db, IReadOnlyList<(string Property, string Json)> said, CancellationToken stop)
    {
        var (type, past) = (db.Model.FindEntityType(typeof(T))!, new List<PastValue>());
        foreach (var (property, jsons) in said.Distinct().GroupBy(s => s.Property, s => s.Json).Select(g => (g.Key, g.ToList())))
        {
            if (fields.Find(f => f.Property == property && db.Viewer.MaySee(Area, f.Secrecy)) is not { } field || type.FindProperty(property) is not { } stored)
                continue;
            var values = jsons.ConvertAll(json => StoredValue.Read(stored, json));
            var display = await field.DisplayAsync(db, values, stop);
            past.AddRange(jsons.Zip(values, (json, value) => new PastValue(property, json, field, display.Show(value), display.Write(value))));
        }
        return past;
    }
}
