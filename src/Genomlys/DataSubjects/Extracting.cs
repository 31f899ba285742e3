using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Mail;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Genomlys.DataSubjects;

/// <summary>
/// Goes through every table there is for one person, with the rights of whoever asks: each row passes the filters that hold for every query. What is protected is left
/// out, as in every file. The person's own account, and what it has done, is his wherever it is found; not in units that are not those of whoever asks.
/// </summary>
internal sealed partial class Extracting(GenomlysDb db, PeopleKnown people, ImportService imports, Sealing sealing)
{
    private const int LongText = 4_000;
    private static readonly Words Texts = Words.Of<DataSubjectsModule>();
    private static readonly MethodInfo Rows = typeof(Extracting).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly HashSet<Guid> seen = [];
    private Mentions mentions = null!;
    private IReadOnlySet<Guid>? units;
    private IReadOnlyDictionary<Guid, string> unitNames = new Dictionary<Guid, string>();
    private HashSet<Guid> runs = [];

    /// <summary>Counted only, or with all that is said.</summary>
    public async Task<(Extract? Extract, Outcome Outcome)> OfAsync(AccessRequest request, bool isWhole, CancellationToken stop)
    {
        var (known, outcome) = await people.OfAsync(request, stop);
        if (known is null)
            return (null, outcome);
        mentions = new Mentions(known.Person, known.Beside);
        units = db.Viewer.IsUnbound(Area.DataProtection, Rights.Read) ? null : (await Reach.Units(db, Area.DataProtection, Rights.Read).ToListAsync(stop)).Select(u => u.Value).ToHashSet();
        unitNames = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id.Value, u => u.Name, stop);
        runs = [.. (await imports.Runs.Select(r => r.Id).ToListAsync(stop)).Select(r => r.Value)];
        var tables = db.Model.GetEntityTypes().ToDictionary(t => t.GetTableName()!);
        var parts = new List<ExtractPart>();
        foreach (var register in db.Registers.All)
            parts.Add(await OfRegisterAsync(register, db.Model.FindEntityType(register.RecordType)!, isWhole, stop));
        foreach (var (table, standing) in Tables.Searched.OrderBy(t => t.Key, StringComparer.Ordinal))   // then it is known which records he reads
            parts.Add(new ExtractPart(table, Texts[$"Table.{table}"], table is "audit_values" ? await EarlierAsync(stop) : standing is Standing.OfMail ? await MailAsync(known.Person, stop) : await OfTableAsync(tables[table], standing, stop)));
        return (new Extract(request, db.Now, [.. parts.Where(p => p.Records is [_, ..])])
        {
            Accounts = known.Accounts, IsAmbiguous = known.IsAmbiguous, NotReached = [.. db.Registers.All.Where(r => !r.Areas.Any(db.Viewer.Reads)).Select(r => r.Title)],
        }, Outcome.Done);
    }

    // ---- Registers

    private async Task<ExtractPart> OfRegisterAsync(Register register, IEntityType type, bool isWhole, CancellationToken stop)
    {
        var isRead = register.Areas.Any(db.Viewer.Reads);
        if (!isRead && !Tables.OfAccounts.Contains(type.GetTableName()!))
            return new ExtractPart(register.Name, register.Title, []);
        var found = new List<StoredRow>();
        var hidden = register.Fields.Where(f => !register.Areas.Any(a => db.Viewer.MaySee(a, f.Secrecy))).Select(f => f.Property).ToHashSet();
        await foreach (var row in ReadAsync(type, c => !isRead || !hidden.Contains(c), isRead ? [Register.Live] : [Register.Live, Register.Scope], isBeyond: !isRead, stop))
        {
            if (isRead)
                seen.Add(row.Id);
            if (isRead ? row.IsOfHim(mentions) : row.Points(mentions) && IsWithin(row))
                found.Add(row);
        }
        var records = new List<ExtractRecord>();
        foreach (var row in found)
            records.Add(isWhole ? db.Viewer.Reads(register.Area) && await register.FindAsync(db, row.Id, stop) is { } record ? Of(register, record, row) : Of(register, row) : new ExtractRecord($"{row.Id}", "", []));
        db.ChangeTracker.Clear();
        return new ExtractPart(register.Name, register.Title, records);
    }

    /// <summary>A record as its page shows it, and what else of it speaks of him.</summary>
    private ExtractRecord Of(Register register, Record record, StoredRow row)
    {
        var isPerson = register.Fields.Where(f => f.Property is { } property && Tables.SayAPerson.Contains((row.Table, property))).Select(f => f.Key).ToHashSet();
        var said = record.Values.Where(v => v.Shown is not "").Select(v => new ExtractValue(v.Field.Key, v.Field.Label, isPerson.Contains(v.Field.Key) ? Whole(v.Shown) : Masked(v.Shown)));
        var fields = register.Fields.Select(f => f.Property).ToHashSet();
        return new ExtractRecord($"{record.Id}", Masked(record.Title), [.. said, .. Of(row, c => !fields.Contains(c) && row.IsOfHim(mentions, c))]) { ArchivedAt = record.ArchivedAt };
    }

    /// <summary>A row of a register that whoever asks does not read: what it says as the register calls it.</summary>
    private ExtractRecord Of(Register register, StoredRow row) => new($"{row.Id}", "", [.. Of(row, _ => true, register)]);

    // ---- Other tables

    private async Task<IReadOnlyList<ExtractRecord>> OfTableAsync(IEntityType type, Standing standing, CancellationToken stop)
    {
        var found = new List<ExtractRecord>();
        await foreach (var row in ReadAsync(type, _ => true, standing is Standing.OfRecord ? [Register.Scope] : [], isBeyond: false, stop))
            if (IsHandedOut(row, standing) && row.IsOfHim(mentions))
                found.Add(Of(row));
        return found;
    }

    private bool IsHandedOut(StoredRow row, Standing standing) => standing switch
    {
        Standing.AsSeen => true,
        Standing.OfAccount => row.Points(mentions) && IsWithin(row),
        Standing.OfRecord => row.Key("RecordId") is { } record && seen.Contains(record),
        Standing.OfImport => row.Points(mentions) || (row.Table is "import_runs" ? runs.Contains(row.Id) : row.Key("RunId") is { } run && runs.Contains(run)),
        Standing.OfMail => false,
    };

    /// <summary>What says a unit is handed out only within those of whoever asks.</summary>
    private bool IsWithin(StoredRow row) => units is null || row.Key("UnitId") is not { } unit || units.Contains(unit);

    /// <summary>To whom it goes and what it says are sealed, and gone when it is sent.</summary>
    private async Task<IReadOnlyList<ExtractRecord>> MailAsync(Person person, CancellationToken stop)
    {
        var found = new List<ExtractRecord>();
        await foreach (var mail in db.OutgoingMail.AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
            if (sealing.Open(mail.SealedTo, mail.PlaceOf("To")) is { } to && person.Mails.Contains(to, StringComparer.OrdinalIgnoreCase))
                found.Add(new ExtractRecord($"{mail.Id}", "",
                [
                    Said("CreatedAt", Numbers.Moment(mail.CreatedAt)), Said("To", to), Said("Subject", Masked(mail.Subject)),
                    Said("Text", Masked(sealing.Open(mail.SealedText, mail.PlaceOf("Text")) ?? "")),
                ]));
        return found;
    }

    /// <summary>What records that he reads have said before: whoever reads a record reads its history, whether or not he reads the log.</summary>
    private async Task<IReadOnlyList<ExtractRecord>> EarlierAsync(CancellationToken stop)
    {
        var found = new List<ExtractRecord>();
        using var beyond = db.BeyondReach();
        var told = db.AuditEvents.AsNoTracking().IgnoreQueryFilters().Join(db.AuditValues.AsNoTracking(), e => e.Id, v => v.EventId, (e, v) => new { e.Id, e.At, e.Register, e.RecordId, v.Sealed });
        await foreach (var one in told.AsAsyncEnumerable().WithCancellation(stop))
            if (one.RecordId is { } record && seen.Contains(record) && db.Registers.Of(one.Register) is { } register && sealing.Open(one.Sealed, AuditValues.Place(one.Id)) is { } json)
                foreach (var (property, values) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!)
                    if (LabelOf(register, property) is { } label && new[] { Text(values[1]), Text(values[2]) } is var said && said.Any(mentions.IsOfHim))
                        found.Add(new ExtractRecord($"{one.Id}", register.Title, [Said("At", Numbers.Moment(one.At)), Said("RecordId", $"{record}"), new("before", $"{label}, {Texts["Before"]}", Masked(said[0])), new("after", $"{label}, {Texts["After"]}", Masked(said[1]))]));
        return found;

        string? LabelOf(Register register, string property) => property is Attachment.ToldName or Attachment.ToldDescription ? Texts["Table.attachments"]
            : register.Fields.FirstOrDefault(f => f.Property == property) is { } field && db.Viewer.MaySee(register.Area, field.Secrecy) ? field.Label : null;

        static string Text(string json) => JsonSerializer.Deserialize<JsonElement>(json) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : json is "null" ? "" : json;
    }

    // ---- How a row is read

    private async IAsyncEnumerable<StoredRow> ReadAsync(IEntityType type, Func<string, bool> isShown, string[] without, bool isBeyond, [EnumeratorCancellation] CancellationToken stop)
    {
        using var beyond = isBeyond ? db.BeyondReach() : null;
        List<IProperty> columns = [.. type.GetProperties().Where(p => p.ClrType != typeof(byte[]) && isShown(p.Name))];
        var rows = (IAsyncEnumerable<object?[]>)Rows.MakeGenericMethod(type.ClrType).Invoke(this, [columns, without])!;
        var names = columns.ConvertAll(c => c.Name);
        await foreach (var values in rows.WithCancellation(stop))
            yield return new StoredRow(type.GetTableName()!, names, [.. values.Zip(columns, (value, column) => value?.GetType().IsGenericType is true ? StoredValue.Plain(column, value) : value)]);
    }

    private IAsyncEnumerable<object?[]> RowsAsync<T>(IReadOnlyList<IProperty> columns, string[] without) where T : class
    {
        var row = Expression.Parameter(typeof(T), "r");
        var values = columns.Select(c => Expression.Convert(Expression.Call(typeof(EF), nameof(EF.Property), [c.ClrType], row, Expression.Constant(c.Name)), typeof(object)));
        return (without is [] ? db.Set<T>() : db.Set<T>().IgnoreQueryFilters(without)).AsNoTracking().Select(Expression.Lambda<Func<T, object?[]>>(Expression.NewArrayInit(typeof(object), values), row)).AsAsyncEnumerable();
    }

    // ---- How it is said

    private ExtractRecord Of(StoredRow row) => new($"{row.Id}", "", [.. Of(row, _ => true)]);

    private IEnumerable<ExtractValue> Of(StoredRow row, Func<string, bool> isSaid, Register? register = null) =>
        from cell in row.Columns.Zip(row.Values)
        let column = cell.First
        where column is not "Id" && !Tables.KeptBack.Contains(column) && isSaid(column)
        let text = cell.Second switch
        {
            null or "" => "",
            Guid id => mentions.IsHis(id) ? Texts["Him"] : mentions.IsAnothers(id) ? Texts["Another"] : unitNames.GetValueOrDefault(id) ?? $"{id}",
            string said => Tables.SayAPerson.Contains((row.Table, column)) ? Whole(said) : Part(row.Table, column, said),
            bool yes => Texts[yes ? "Yes" : "No"],
            DateTimeOffset at => Numbers.Moment(at),
            DateOnly day => $"{day:yyyy-MM-dd}",
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var other => $"{other}",
        }
        where text is not ""
        select Said(column, text, register);

    /// <summary>As the register calls it, where it is a register's and the register says it.</summary>
    private static ExtractValue Said(string column, string text, Register? register = null)
    {
        var field = register?.Fields.FirstOrDefault(f => f.Property == column);
        return new(char.ToLowerInvariant(column[0]) + column[1..], field?.Label ?? Texts[$"Column.{column}"], field?.Choices.Where(c => c.Value == text).Select(c => c.Label).FirstOrDefault() ?? text);
    }

    /// <summary>Everyone else masked, and units by their names.</summary>
    private string Masked(string text) => Key().Replace(mentions.Masked(text, Texts["Another"]), key => unitNames.GetValueOrDefault(Guid.Parse(key.Value)) ?? key.Value);

    [GeneratedRegex(Id.Pattern, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    private string Whole(string person) => mentions.IsOfHim(person) ? Masked(person) : Texts["Another"];

    /// <summary>Of what is long, or put together for the program, the passages that speak of him.</summary>
    private string Part(string table, string column, string text)
    {
        var isJson = Tables.SayJson.Contains((table, column));
        return isJson || text.Length > LongText ? string.Join('\n', (isJson ? StoredRow.Passages(table, column, text) : text.Split('\n')).Where(mentions.IsOfHim).Select(Masked)) : Masked(text);
    }
}
