using System.Security.Cryptography;
using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Someone who asks: his session's cookie, if he has one.</summary>
internal sealed record Principal(string Name, Guid? Account, string Cookie)
{
    /// <summary>The API token he brings instead, below /api only.</summary>
    public string Token { get; init; } = "";
}

/// <summary>
/// An organisation of two cities with records in every register for each of its parts. Each text of a record is a canary that says whose it is; each part has twice as many records as the one
/// before, so that a wrong sum tells whose records were counted.
/// </summary>
internal sealed class MatrixWorld
{
    /// <summary>Where objects lie, seen from the unit that most principals work for; their letters are those of matrix.csv. What is archived lies in the own unit; so does what is protected, and is broken open for one of the principals.</summary>
    public static readonly (char Letter, string Name, string Path, int Count)[] Classes =
    [
        ('o', "own", "S/F1/D1/", 1), ('c', "child", "S/F1/D1/E1/", 2), ('p', "parent", "S/F1/", 4), ('s', "sibling", "S/F1/D2/", 8), ('a', "other", "S/F2/", 16), ('t', "city", "T/", 32),
        ('x', "archived", "S/F1/D1/", 1), ('k', "protected", "S/F1/D1/", 1),
    ];

    /// <summary>Who they are: the role, and the unit it is held for; nothing for all. In the order of matrix.csv, after those who have not signed in.</summary>
    private static readonly (string Name, AccessRole Role, string? Path)[] People =
    [
        ("reporter", AccessRole.Reporter, "S/F1/D1/"), ("manager", AccessRole.Manager, "S/F1/D1/"), ("assetOwner", AccessRole.AssetOwner, "S/F1/D1/"), ("coordinator", AccessRole.Coordinator, "S/F1/D1/"),
        ("director", AccessRole.Director, "S/F1/D1/"), ("dpo", AccessRole.DataProtectionOfficer, "S/F1/D1/"), ("auditor", AccessRole.Auditor, "S/F1/D1/"), ("administrator", AccessRole.Administrator, null),
        ("ciso", AccessRole.CityCiso, "S/"), ("breakGlass", AccessRole.Coordinator, "S/F1/D1/"), ("tokenRead", AccessRole.Coordinator, "S/F1/D1/"), ("tokenWrite", AccessRole.Coordinator, "S/F1/D1/"),
    ];

    private readonly Dictionary<(Register, char), List<Guid>> records = [];
    private readonly Dictionary<Guid, Guid> attachments = [];

    public List<Principal> Principals { get; } = [new("anonymous", null, "")];
    public IReadOnlyList<Register> Registers { get; private set; } = [];
    private Dictionary<string, Unit> Units { get; } = [];

    public Guid Unit(string path) => Units[path].Id.Value;

    public static bool IsScoped(Register register) => register.IsOwned && register.RecordType != typeof(AuditEvent);   // what is told of follows from all that is tried

    /// <summary>A record of a register in a class; of one that all share, the only one.</summary>
    public Guid? Of(Register register, char letter, int n = 0) => records.TryGetValue((register, IsScoped(register) ? letter : '*'), out var ids) ? ids[n % ids.Count] : null;

    /// <summary>A file that hangs on that record.</summary>
    public Guid AttachmentOf(Guid? record) => record is { } id ? attachments.GetValueOrDefault(id) : default;

    /// <summary>How many live records a register has in some classes.</summary>
    public int Count(Register register, string letters) => letters.Where(l => l is not ('x' or 'k')).Sum(l => records.TryGetValue((register, l), out var ids) ? ids.Count : 0);

    public static async Task<MatrixWorld> PlantAsync(TestHost host)
    {
        var world = new MatrixWorld();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        await world.PlantAsync(scope.ServiceProvider);
        return world;
    }

    private async Task PlantAsync(IServiceProvider services)
    {
        var (db, now) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var seed in services.GetServices<ISeed>())
        {
            await seed.PlantAsync(db, now, default);
            await db.SaveChangesAsync();
        }
        var units = Units;
        foreach (var path in new[] { "S/", "S/F1/", "S/F1/D1/", "S/F1/D1/E1/", "S/F1/D2/", "S/F2/", "T/" })
        {
            var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            db.Add(units[path] = new Unit
            {
                Id = Id<Unit>.New(), Code = steps[^1], Name = $"Enhet {steps[^1]}", ParentCode = steps is [.., var above, _] ? above : null, Path = path, Level = (UnitLevel)Math.Min(steps.Length is 1 ? 0 : steps.Length, 4),
            });
            await db.SaveChangesAsync();
        }
        Registers = db.Registers.All;
        await PeopleAsync(db, units, now);
        foreach (var register in Registers.Where(r => !IsScoped(r)))
            if (await SharedAsync(db, services, register, units["S/"]) is { } id)
                records[(register, '*')] = [id];
        foreach (var (letter, name, path, count) in Classes)
        {
            var planting = new Planting(services, reusesShared: true) { Refers = (register, _, mark) => Task.FromResult(Of(register, letter, int.Parse(mark.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture))) };
            foreach (var register in InOrder(Registers.Where(r => IsScoped(r) && (letter is not 'k' || r.IsGuarded))))
                for (var n = letter is 'x' ? 501 : letter is 'k' ? 601 : 0; n < (letter is 'x' ? 502 : letter is 'k' ? 602 : register.Name is "incidents" ? 3 * count : count); n++)
                {
                    if (await planting.TryRecordAsync(register, units[path], $"CNRY-{name}-{register.Name}-{n}", (3 * (n / 2)) + (n % 2)) is not { } id)
                        break;   // no more fit: one for each year, say
                    if (!records.TryGetValue((register, letter), out var ids))
                        records[(register, letter)] = ids = [];
                    ids.Add(id);
                }
        }
        var auditors = units["S/F1/D1/"].Id;
        records[(db.Registers.Of(typeof(AuditEvent))!, '*')] = [(await db.Set<AuditEvent>().IgnoreQueryFilters().FirstAsync(e => e.UnitId == auditors && !e.IsProtected)).Id.Value];
        await AttachAsync(services, db);
        foreach (var register in Registers.Where(IsScoped))
            if (Of(register, 'x') is { } id)
                await register.ArchiveAsync(db, id, null, false, now, default);
        await ProtectAsync(db, now);
        db.ChangeTracker.Clear();
    }

    /// <summary>A file on the first record of each register and class, whose name and content are its canary.</summary>
    private async Task AttachAsync(IServiceProvider services, GenomlysDb db)
    {
        var keeper = services.GetRequiredService<AttachmentKeeper>();
        foreach (var ((register, letter), ids) in records)
        {
            var canary = letter is '*' ? $"shared-{register.Name}" : $"CNRY-{Classes.Single(c => c.Letter == letter).Name}-{register.Name}-0";
            var kept = await keeper.AddAsync(register, (await register.FindAsync(db, ids[0], default))!, $"{canary}.txt", canary, new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{canary} {ids[0]}")), default);
            attachments[ids[0]] = kept.File!.Id.Value;
            db.ChangeTracker.Clear();
        }
    }

    private async Task ProtectAsync(GenomlysDb db, DateTimeOffset now)
    {
        db.ChangeTracker.Clear();
        var asked = Principals.Single(p => p.Name is "breakGlass").Account!.Value;
        foreach (var register in Registers.Where(r => r.IsGuarded))
        {
            var id = Of(register, 'k')!.Value;
            var record = (Guarded)(await db.FindAsync(register.RecordType, Activator.CreateInstance(typeof(Id<>).MakeGenericType(register.RecordType), id)))!;
            record.Secrecy = Secrecy.Protected;
            foreach (var deadline in db.Set<Deadline>().Where(d => d.RecordId == id).ToList())
                db.Entry(deadline).Property(d => d.Secrecy).CurrentValue = Secrecy.Protected;
            db.Add(new RecordHandler { Id = Id<RecordHandler>.New(), Register = register.Name, RecordId = id, AccountId = asked, NamedById = null, NamedAt = now, Until = now.AddHours(1) });
            db.Add(new RecordHandler { Id = Id<RecordHandler>.New(), Register = register.Name, RecordId = id, AccountId = Guid.CreateVersion7(), NamedById = null, NamedAt = now });
        }
        await db.SaveChangesAsync();
    }

    /// <summary>What others point at comes first.</summary>
    private static IEnumerable<Register> InOrder(IEnumerable<Register> registers) => registers.OrderBy(r => r.Name switch { "systems" => 0, "incidents" => 1, _ => 2 }).ThenBy(r => r.Name, StringComparer.Ordinal);

    private static async Task<Guid?> SharedAsync(GenomlysDb db, IServiceProvider services, Register register, Unit unit) =>
        (await register.IdsAsync(db, Selection.All, default)) is [var first, ..] ? first : await new Planting(services).TryRecordAsync(register, unit, $"shared{register.Name}", 0);

    private async Task PeopleAsync(GenomlysDb db, Dictionary<string, Unit> units, DateTimeOffset now)
    {
        foreach (var (name, role, path) in People.Prepend(("disabled", AccessRole.Coordinator, "S/F1/D1/")))
        {
            var account = new Account { Id = Id<Account>.New(), SignInName = name, Name = name, CreatedAt = now };
            var given = new RoleAssignment { Id = Id<RoleAssignment>.New(), AccountId = account.Id, Role = role, UnitId = path is null ? null : units[path].Id, From = db.Today, Until = db.Today.AddMonths(6), GivenAt = now };
            given.Approve(null, now);
            if (name is "disabled")
                account.Disable(now);
            var key = RandomNumberGenerator.GetBytes(32);
            if (name.StartsWith("token", StringComparison.Ordinal))
            {
                var (id, rights) = (Id<ApiToken>.New(), name is "tokenRead" ? Rights.Read : Rights.Read | Rights.Write);
                var (text, hash, lastFour) = ApiToken.Make(id);
                db.AddRange(account, given, new ApiToken
                {
                    Id = id, AccountId = account.Id, Name = name, Hash = hash, LastFour = lastFour, Areas = string.Join(',', Enum.GetNames<Area>()), Rights = rights, UnitId = units[path!].Id, CreatedAt = now, Until = db.Today.AddDays(30),
                });
                Principals.Add(new(name, account.Id.Value, "") { Token = text });
                continue;
            }
            db.AddRange(account, given, new Session { KeyHash = Convert.ToHexString(SHA256.HashData(key)), AccountId = account.Id, Stage = SessionStage.SignedIn, StartedAt = now, SeenAt = now, ProvedAt = now, IsStrong = true });
            Principals.Add(new(name, account.Id.Value, $"genomlys={WebEncoders.Base64UrlEncode(key)}"));
        }
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }
}
