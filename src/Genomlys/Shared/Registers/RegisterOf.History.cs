using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Registers;

/// <summary>What a register's records have said, and that someone has read them.</summary>
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

    /// <summary>That a person has opened a restricted record stands in the log; what is protected is noted by itself.</summary>
    private async Task TellReadAsync(GenomlysDb db, List<Field<T>> seen, List<object?[]> found, CancellationToken stop)
    {
        if (!IsGuarded || db.Viewer.Account is null || found is not [var row] || row[Fixed + seen.FindIndex(f => f.Key is "secrecy")] is not Secrecy.Restricted || !db.ReadTold.Add(IdOf(row)))
            return;
        KeepAudit.Tell(db, new AuditTold(AuditKind.Read, Name, IdOf(row), db.Reading));
        await db.SaveChangesAsync(stop);
    }
}
