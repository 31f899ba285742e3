using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>The whole program, on a database of its own that is emptied for each test.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 11, 15, 8, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("genomlys-keys-"), attachments = Directory.CreateTempSubdirectory("genomlys-attachments-");
    private readonly TestDatabase database;
    private readonly WebApplicationFactory<Program> factory;

    public string Provider { get; }
    public TestClock Clock { get; } = new(Start);
    /// <summary>PostgreSQL is reached as someone for whom row security does not hold.</summary>
    public bool IsUnwalled { get; init; }

    /// <summary>What is otherwise in this program, and in no other.</summary>
    public Action<IServiceCollection>? With { get; init; }
    public IServiceProvider Services => factory.Services;

    public TestHost(string provider, params (string Key, string Value)[] settings)
    {
        Provider = provider;
        database = TestDatabase.Of(provider);
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => settings.Aggregate(host, (set, one) => set.UseSetting(one.Key, one.Value))
            .UseSetting("Database:Provider", provider)
            .UseSetting("Database:Connection", IsUnwalled ? Postgres.Unwalled : database.Connection)
            .UseSetting("Database:OwnerConnection", database.OwnerConnection)
            .UseSetting("Keys:Folder", keys.FullName)
            .UseSetting("Attachments:Folder", attachments.FullName)
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore.Update", "None")   // a refused save is an answer here
            .UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", "Error")   // the test server has no limit to set on a body; the program's own is tested
            .ConfigureTestServices(services => services
                .AddSingleton<TimeProvider>(Clock)
                .AddHttpContextAccessor()
                .AddScoped(s => ViewerOf(s.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Headers)))
            .ConfigureTestServices(services => With?.Invoke(services)));
    }

    /// <summary>A browser that remembers nothing.</summary>
    public HttpClient Visit() => Visit(handlesCookies: true);

    public HttpClient Visit(bool handlesCookies) => factory.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = handlesCookies });

    /// <summary>The database, where it is PostgreSQL.</summary>
    internal PostgresTestDatabase Postgres => (PostgresTestDatabase)database;

    public void StartAfresh()
    {
        database.Empty();
        foreach (var file in attachments.GetFiles())
            file.Delete();
        Clock.TurnTo(Start);
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        database.Dispose();
        keys.Delete(recursive: true);
        attachments.Delete(recursive: true);
    }

    /// <summary>A test says who asks: the part of the organisation, and the clearance. Who says nothing may do everything. Where signing in itself is tried, nobody is said.</summary>
    private Viewer ViewerOf(IHeaderDictionary? headers)
    {
        var viewer = new Viewer();
        if (headers?["X-Test-Nobody"].ToString() is "true")
            return viewer;
        var clearance = Enum.TryParse<Secrecy>(headers?["X-Test-Clearance"], out var said) ? said : Secrecy.Restricted;
        viewer.MayAll(UnitAt(headers?["X-Test-Path"].ToString() ?? ""), clearance, Guid.TryParse(headers?["X-Test-Account"], out var account) ? account : null);
        return viewer;
    }

    private Id<Unit>? UnitAt(string path)
    {
        if (path is "")
            return null;
        using GenomlysDb db = Provider is "Sqlite"
            ? new SqliteDb((DbContextOptions<SqliteDb>)new DbContextOptionsBuilder<SqliteDb>().OnSqlite(database.Connection).Options, Viewer.Program, RegisterBook.Of(Modules.All), Clock)
            : new PostgresDb((DbContextOptions<PostgresDb>)new DbContextOptionsBuilder<PostgresDb>().OnPostgres(database.Connection).Options, Viewer.Program, RegisterBook.Of(Modules.All), Clock);
        return db.Units.SingleOrDefault(u => u.Path == path)?.Id ?? Id<Unit>.New();   // a unit that is not there: nothing is his
    }
}

/// <summary>Viewers as tests need them.</summary>
public static class TestViewers
{
    public static readonly Guid Account = Guid.CreateVersion7(), Named = Guid.CreateVersion7(), Other = Guid.CreateVersion7();

    /// <summary>All rights in all areas, for all units or for one and those below it.</summary>
    public static void MayAll(this Viewer viewer, Id<Unit>? unit, Secrecy clearance = Secrecy.Restricted, Guid? account = null) => viewer.Enter(account ?? unit?.Value ?? Account, "Prov",
        [.. Enum.GetValues<Area>().Select(area => new Entitlement(area, Rights.Read | Rights.Write | Rights.Import | Rights.Decide, clearance, unit))], []);

    /// <summary>Someone with an account and roles of his own, as the database too knows him.</summary>
    public static async Task HoldAsync(this Viewer viewer, GenomlysDb db, params (AccessRole Role, Id<Unit>? Unit, bool Below)[] roles)
    {
        viewer.BeProgram();
        var account = new Account { Id = Id<Account>.New(), SignInName = $"{Guid.CreateVersion7():N}", Name = "Prov", CreatedAt = default };
        db.Add(account);
        foreach (var (role, unit, below) in roles)
        {
            var given = new RoleAssignment { Id = Id<RoleAssignment>.New(), AccountId = account.Id, Role = role, UnitId = unit, Below = below, From = db.Today, Until = db.Today, GivenAt = default };
            given.Approve(null, default);
            db.Add(given);
        }
        await db.SaveChangesAsync();
        viewer.Enter(account.Id.Value, account.Name, [.. roles.SelectMany(r => RolePolicy.Of(r.Role, r.Unit, r.Below, false))], []);
    }

    public static void MayAll(this Viewer viewer, GenomlysDb db, string path) => viewer.MayAll(path is "" ? null : db.Units.IgnoreQueryFilters().Single(u => u.Path == path).Id);
}
