using System.Text.Json;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Genomlys.Shared.Imports;

/// <summary>
/// While a file is imported, keeps what each changed record said before and what came along with new ones,
/// whoever changed it: a row of the file, or what follows from it.
/// </summary>
internal sealed class ImportTrail : IDisposable
{
    private readonly GenomlysDb db;
    private readonly Id<ImportRun> run;
    private readonly Type rows;

    public ImportTrail(GenomlysDb db, Id<ImportRun> run, Type rows)
    {
        (this.db, this.run, this.rows) = (db, run, rows);
        db.SavingChanges += Keep;
    }

    public void Dispose() => db.SavingChanges -= Keep;

    private void Keep(object? sender, SavingChangesEventArgs act)
    {
        db.ChangeTracker.DetectChanges();
        List<ImportChange> changes = [.. db.ChangeTracker.Entries().Select(Of).OfType<ImportChange>()];
        db.AddRange(changes);
    }

    private ImportChange? Of(EntityEntry entry)
    {
        var register = db.Registers.Of(entry.Metadata.ClrType);
        return entry.State switch
        {
            EntityState.Modified when register is not null => new ImportChange
            {
                Id = Id<ImportChange>.New(),
                RunId = run,
                Subject = register.Name,
                RecordId = KeyOf(entry)!.Value,
                PreviousRunId = (Id<ImportRun>?)entry.Property(Provenance.RunId).OriginalValue,
                VersionAfter = (int)entry.Property(Register.Version).OriginalValue! + 1,
                Before = Json(entry),
            },
            EntityState.Added when entry.Metadata.ClrType != rows && !IsOwn(entry.Entity) && KeyOf(entry) is { } key => new ImportChange
            {
                Id = Id<ImportChange>.New(),
                RunId = run,
                Subject = register?.Name ?? entry.Metadata.ClrType.FullName!,
                RecordId = key,
                VersionAfter = 1,
            },
            _ => null,
        };
    }

    private static bool IsOwn(object entity) => entity is ImportRun or ImportRefusal or ImportChange;

    /// <summary>Every record is known by one id.</summary>
    private static Guid? KeyOf(EntityEntry entry) =>
        entry.Metadata.FindPrimaryKey() is { Properties: [var key] } && entry.CurrentValues[key] is { } id
        && StoredValue.Plain(key, id) is Guid known ? known : null;

    private static string Json(EntityEntry entry) => JsonSerializer.Serialize(entry.Metadata.GetProperties().Where(p => !p.IsPrimaryKey() && p.Name is not (Register.Version or Register.SearchText)).ToDictionary(
        p => p.Name, p => StoredValue.Plain(p, entry.OriginalValues[p])));

    /// <summary>Makes the record say what it said before.</summary>
    public static void Restore(EntityEntry entry, string before)
    {
        foreach (var (name, said) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(before)!)
            if (entry.Metadata.FindProperty(name) is { } property)
                entry.CurrentValues[property] = StoredValue.Read(property, said.GetRawText());
    }
}
