using System.Runtime.CompilerServices;
using System.Text.Json;
using Genomlys.Accounts;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.DataSubjects;

/// <summary>
/// Two people in every table that can name them: one who asks, and one who stands beside him in the same texts and has rows of his own, each a canary.
/// Registers are filled in through their own fields; other tables by what their columns take.
/// </summary>
internal sealed class PlantedPerson(IServiceProvider services)
{
    public const string Name = "Åsa Ek", Mail = "asa.ek@kanarie.example", SignInName = "asa77", Number = "19850302-1233";
    public const string Other = "Bo Ort", OtherMail = "bo.ort@kanarie.example", OtherSignInName = "boort9", OtherNumber = "19121212-1212", Canary = "KANARIE";

    private readonly GenomlysDb db = services.GetRequiredService<GenomlysDb>();
    private readonly Dictionary<(IEntityType, bool), object> keys = [];
    private Guid his, others;

    /// <summary>Tables where a row of his was planted that names him or points at his account, with the row's own key where it is one.</summary>
    public Dictionary<string, List<Guid?>> Tables { get; } = [];
    /// <summary>Rows the database would not take: tables that have not been tried.</summary>
    public List<string> Refused { get; } = [];
    public Unit Unit { get; private set; } = null!;
    public Guid Incident { get; private set; }

    public async Task PlantAsync()
    {
        services.GetRequiredService<Viewer>().BeProgram();
        db.IsPersonalNumberMeant = true;
        Unit = (await Planting.UnitsAsync(db, "A/"))[0];
        his = await AccountAsync(Name, SignInName, Mail);
        others = await AccountAsync(Other, OtherSignInName, OtherMail);
        var planting = new Planting(services);
        foreach (var register in db.Registers.All)
            foreach (var isHis in new[] { true, false })
                if (await planting.TryRecordAsync(register, Unit, isHis ? $"{Name} {Other}" : $"{Other} {Canary}", isHis ? 0 : 1) is { } id)
                {
                    var type = db.Model.FindEntityType(register.RecordType)!;
                    keys[(type, isHis)] = id;
                    if (isHis && type.GetProperties().Any(p => p.ClrType == typeof(string) && p.Name is not Register.SearchText))
                        Found(type, id);
                }
        await RichAsync();
        foreach (var type in db.Model.GetEntityTypes().Where(t => db.Registers.Of(t.ClrType) is not null || Genomlys.DataSubjects.Tables.Searched.ContainsKey(t.GetTableName()!)))
            if (type.GetTableName() is not ("audit_values" or "mail_outbox" or "audit_events" or "report_templates" or "units"))
                foreach (var isHis in new[] { true, false })
                    await RowAsync(type, isHis);
        services.GetRequiredService<Outbox>().Add(Mail, "Ämne", $"Hej {Name}, {Other} har frågat.");
        services.GetRequiredService<Outbox>().Add(OtherMail, Canary, Canary);
        await db.SaveChangesAsync();
        Tables["mail_outbox"] = [null];
    }

    /// <summary>One incident says all there is to say of both; another said his name once; and he has done something himself.</summary>
    private async Task RichAsync()
    {
        var incidents = db.Registers.Of("incidents")!;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var said = new Dictionary<string, object?>
        {
            ["reference"] = "I-RIK", ["unit"] = $"{Unit.Id}", ["occurredAt"] = "2025-03-15T10:30",
            ["summary"] = $"Ek, Åsa ({Number}, {Mail}, {SignInName}) och Ort, Bo ({OtherNumber}, {OtherMail}, {OtherSignInName}) såg det. Bo Orts dator och BO ORTS telefon, ASA EKS skrivbord. 121212-1212 ringde.",
        };
        Incident = await SaveAsync(null, null, said);
        Found(db.Model.FindEntityType(incidents.RecordType)!, Incident);
        var before = await SaveAsync(null, null, new() { ["reference"] = "I-FORR", ["unit"] = $"{Unit.Id}", ["occurredAt"] = "2025-03-15T10:30", ["summary"] = $"{Name} och {Other} ringde" });
        await SaveAsync(before, 1, new() { ["summary"] = "Någon ringde" });
        Tables["audit_values"] = [null];
        db.Add(new AuditEvent { Id = Id<AuditEvent>.New(), At = now.ToMicroseconds, Kind = AuditKind.Exported, Register = "incidents", ActorId = new(his), Subject = "csv" });
        await db.SaveChangesAsync();
        Tables["audit_events"] = [null];

        async Task<Guid> SaveAsync(Guid? id, int? version, Dictionary<string, object?> values)
        {
            if (id is null)
                values["channel"] = incidents.Fields.Single(f => f.Key is "channel").Choices[0].Value;
            db.ChangeTracker.Clear();
            var saved = await incidents.SaveAsync(db, id, version, values, now, default);
            Assert.True(saved.Status is SaveStatus.Done, string.Join("; ", saved.Refusals.Select(r => $"{r.Field}: {r.Problem}")));
            db.ChangeTracker.Clear();
            return saved.Id;
        }
    }

    private async Task<Guid> AccountAsync(string name, string signInName, string mail)
    {
        var account = new Account { Id = Id<Account>.New(), Name = name, SignInName = signInName, CreatedAt = db.Now };
        account.ReachedAt(mail);
        db.Add(account);
        await db.SaveChangesAsync();
        if (name is Name)
            Found(db.Model.FindEntityType(typeof(Account))!, account.Id.Value);
        keys[(db.Model.FindEntityType(typeof(Account))!, name is Name)] = account.Id.Value;
        return account.Id.Value;
    }

    /// <summary>A row of a table whatever it is: what is required of it, every text saying who it is, every account his.</summary>
    private async Task<object?> RowAsync(IEntityType type, bool isHis)
    {
        if (keys.TryGetValue((type, isHis), out var known))
            return known;
        if (type.GetTableName() is "report_templates")
            return keys[(type, isHis)] = (await db.Set<Genomlys.Review.Templates.ReportTemplate>().FirstAsync()).Id.Value;
        var row = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        var values = new Dictionary<IProperty, object?>();
        var isNamed = false;
        foreach (var property in type.GetProperties().Where(p => p.Name is not (Register.Version or Register.ArchivedAt or Register.SearchText or "ImportId" or "ImportLine")))
        {
            var (value, names) = await ValueAsync(type, property, isHis);
            values[property] = value;
            isNamed |= names;
        }
        db.ChangeTracker.Clear();
        var entry = db.Entry(row);
        foreach (var (property, value) in values)
            entry.Property(property.Name).CurrentValue = value;
        if (type.GetTableName() is "paper_parts")
            entry.Property(Register.ArchivedAt).CurrentValue = db.Now;   // found all the same; no letter is written on it
        entry.State = EntityState.Added;
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException refused)
        {
            Refused.Add($"{type.GetTableName()}: {refused.InnerException?.Message}");
        }
        db.ChangeTracker.Clear();
        var key = type.FindPrimaryKey()!.Properties is [var only] ? StoredValue.Plain(only, values[only]) : null;
        if (isHis && isNamed)
            Found(type, key as Guid?);
        return keys[(type, isHis)] = key ?? new object();
    }

    private async Task<(object? Value, bool Names)> ValueAsync(IEntityType type, IProperty property, bool isHis)
    {
        var clr = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (clr == typeof(string))
            return Text(type, property, isHis);
        if (clr == typeof(Guid) || (clr.IsGenericType && clr.GetGenericTypeDefinition() == typeof(Id<>)))
        {
            var (id, names) = await IdAsync(type, property, isHis);
            return (id is null ? null : clr == typeof(Guid) ? id : Activator.CreateInstance(clr, id), names);
        }
        if (property.Name is "Area")
            return (Area.Incidents, false);
        return (clr switch
        {
            _ when clr == typeof(DateTimeOffset) => db.Now,
            _ when clr == typeof(DateOnly) => db.Today,
            _ when clr == typeof(byte[]) => Guid.CreateVersion7().ToByteArray(),
            { IsEnum: true } => Enum.GetValues(clr).GetValue(property.Name is "Kind" && !isHis ? Math.Min(1, Enum.GetValues(clr).Length - 1) : 0),
            _ when clr == typeof(int) => property.Name is "Year" or "ContinuedIn" ? 2020 + (isHis ? 0 : 1) : isHis ? 1 : 2,
            _ => Activator.CreateInstance(clr),
        }, false);
    }

    private (object? Value, bool Names) Text(IEntityType type, IProperty property, bool isHis)
    {
        var (table, most) = (type.GetTableName()!, property.GetMaxLength());
        if (property.Name is "Register" or "Subject" && table is "access_handlers" or "handling_events" or "attachments" or "disposals" or "import_runs" or "import_changes")
            return ("incidents", false);
        if (property.Name is "Owner" && table.StartsWith("import_", StringComparison.Ordinal))
            return ((isHis ? his : others).ToString("N"), true);
        if (property.Name is "Hash" or "KeyHash" or "Stored" or "Sha256")
            return (Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray()), false);
        var said = isHis ? $"{Name} {Other} {property.Name}" : $"{Other} {Canary} {property.Name}";
        if (most < said.Length)
            said = said[..most.Value];
        return (Genomlys.DataSubjects.Tables.SayJson.Contains((table, property.Name)) ? JsonSerializer.Serialize(new[] { said }) : said, said.Contains(Name, StringComparison.Ordinal) && !Genomlys.DataSubjects.Tables.KeptBack.Contains(property.Name));
    }

    private async Task<(Guid? Id, bool Names)> IdAsync(IEntityType type, IProperty property, bool isHis)
    {
        if (property.Name is "RecordId")
            return (isHis ? Incident : (Guid)keys[(db.Model.FindEntityType(db.Registers.Of("incidents")!.RecordType)!, false)], false);
        if (property.GetContainingForeignKeys().FirstOrDefault() is { PrincipalEntityType: var principal })
            return principal.ClrType == typeof(Account) ? (isHis ? his : others, true)
                : principal == type ? (null, false)
                : principal.ClrType == typeof(Unit) ? (Unit.Id.Value, false)
                : property.IsNullable ? (null, false)
                : (await RowAsync(principal, isHis) as Guid?, false);
        if (property.IsPrimaryKey() && type.FindPrimaryKey()!.Properties.Count is 1)
            return (Guid.CreateVersion7(), false);
        return property.Name is "AccountId" or "ActorId" or "ById" or "NamedById" or "AskedById" or "ResolvedById" or "SentBy" or "ReporterId" ? (isHis ? his : others, true) : (property.IsNullable ? null : Guid.CreateVersion7(), false);
    }

    private void Found(IEntityType type, Guid? key)
    {
        var table = type.GetTableName()!;
        if (!Tables.TryGetValue(table, out var rows))
            Tables[table] = rows = [];
        rows.Add(key);
    }
}
