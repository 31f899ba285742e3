using System.Diagnostics;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Genomlys.Tests.Bars;

/// <summary>Who may what, asked of the running program as everyone about everything; and each of the three walls by itself, with the others taken down.</summary>
public sealed class MatrixTests
{
    private static readonly string[] Walled = ["manager", "coordinator", "ciso"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    [Trait("Bar", "2")]
    public async Task Everyone_gets_what_the_table_says_and_nothing_of_others(string provider)
    {
        SkipWithout(provider);
        await using var host = new TestHost(provider);
        var clock = Stopwatch.StartNew();
        var matrix = await RunAsync(host);
        TestContext.Current.TestOutputHelper?.WriteLine($"{matrix.Probes} probes in {clock.Elapsed.TotalSeconds:N0} s");
        Bar.None(2, provider, matrix.Untried, "endpoints that nobody has said who may use, or how to try");
        Bar.None(2, provider, matrix.Deviations, "answers, totals, canaries and writes that are not as the table says");
        Bar.Hold(2, provider, matrix.Probes, 8000, matrix.Probes >= 8000, "probes, on each of two databases");
    }

    [Fact]
    [Trait("Bar", "3")]
    public async Task Row_security_holds_alone()
    {
        SkipWithout("PostgreSQL");
        await using var host = new TestHost("PostgreSQL") { With = WithoutFilters };
        var matrix = await RunAsync(host, Walled);
        Bar.None(3, "PostgreSQL", matrix.Deviations, "deviations with filters and the check at the save taken down");
    }

    [Fact]
    [Trait("Bar", "3")]
    public async Task The_filters_hold_alone()
    {
        SkipWithout("PostgreSQL");
        await using var host = new TestHost("PostgreSQL") { IsUnwalled = true };
        var matrix = await RunAsync(host, Walled);
        Bar.None(3, "PostgreSQL", matrix.Deviations, "deviations with row security passed by");
    }

    /// <summary>That the matrix can be red: with every wall taken down it hears canaries from everywhere.</summary>
    [Fact]
    [Trait("Bar", "3")]
    public async Task Without_any_wall_the_canaries_sing()
    {
        SkipWithout("PostgreSQL");
        await using var host = new TestHost("PostgreSQL") { IsUnwalled = true, With = WithoutFilters };
        var matrix = await RunAsync(host, "manager");
        Bar.Hold(3, "PostgreSQL", matrix.Foreign, 100, matrix.Foreign >= 100, "foreign canaries heard without any wall: the matrix can be red");
        Assert.Contains(matrix.Deviations, d => d.Contains("he sees", StringComparison.Ordinal));
        Assert.Contains(matrix.Deviations, d => d.Contains("expected 404", StringComparison.Ordinal));
    }

    /// <summary>Whatever brought a foreign record into the context: it is not changed, moved, taken out or joined by another.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    [Trait("Bar", "3")]
    public async Task The_wall_at_the_save_holds_alone(string provider)
    {
        SkipWithout(provider);
        await using var host = provider is "PostgreSQL" ? new TestHost(provider) { IsUnwalled = true } : new TestHost(provider);
        var world = await MatrixWorld.PlantAsync(host);
        await using var scope = host.Services.CreateAsyncScope();
        var (db, viewer) = (scope.ServiceProvider.GetRequiredService<GenomlysDb>(), scope.ServiceProvider.GetRequiredService<Viewer>());
        await viewer.HoldAsync(db, (AccessRole.Coordinator, new Id<Unit>(world.Unit("S/F1/D1/")), true), (AccessRole.DataProtectionOfficer, new Id<Unit>(world.Unit("S/F1/D1/")), true));
        var (written, tried) = (new List<string>(), 0);
        foreach (var register in world.Registers.Where(MatrixWorld.IsScoped))
            foreach (var letter in "psat")
            {
                if (world.Of(register, letter) is not { } id)
                    continue;
                foreach (var act in new[] { "change", "remove", "take over", "move away" })
                {
                    db.ChangeTracker.Clear();
                    var record = await FindAsync(db, register, act is "move away" ? world.Of(register, 'o')!.Value : id);
                    var entry = db.Entry(record);
                    if (act is "remove")
                        db.Remove(record);
                    else if (act is "change")
                        entry.Property(Register.SearchText).CurrentValue = "skrivet över";
                    else
                        entry.Property(register.OwnerProperty!).CurrentValue = new Id<Unit>(world.Unit(act is "take over" ? "S/F1/D1/" : MatrixWorld.Classes.Single(c => c.Letter == letter).Path));
                    entry.Property(Register.SearchText).IsModified |= act is "change";
                    tried++;
                    try
                    {
                        await db.SaveChangesAsync(Stop);
                        written.Add($"{register.Name} {letter} {act}");
                    }
                    catch (OutOfScopeException)
                    {
                        // as it should
                    }
                }
            }
        Assert.True(tried > 150);
        Bar.None(3, provider, written, "foreign records written past the wall at the save");
    }

    private static async Task<Matrix> RunAsync(TestHost host, params string[] wallsAs)
    {
        if (host.Provider is "PostgreSQL")
            host.Postgres.BeStrict();   // nobody but those with accounts and roles
        var matrix = new Matrix(host, await MatrixWorld.PlantAsync(host));
        await matrix.RunAsync(wallsAs);
        return matrix;
    }

    private static async Task<object> FindAsync(GenomlysDb db, Register register, Guid id) =>
        await (Task<object>)typeof(MatrixTests).GetMethod(nameof(RecordAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(register.RecordType).Invoke(null, [db, id])!;

    private static async Task<object> RecordAsync<T>(GenomlysDb db, Guid id) where T : class, IRecord<T> => await db.Set<T>().IgnoreQueryFilters().SingleAsync(r => r.Id == new Id<T>(id), Stop);

    /// <summary>A program whose queries have no scope and whose saves are not looked at.</summary>
    private static void WithoutFilters(IServiceCollection services)
    {
        services.RemoveAll<DbContextOptions<PostgresDb>>();
        services.RemoveAll<IDbContextOptionsConfiguration<PostgresDb>>();
        services.AddDbContext<GenomlysDb, PostgresDb>((s, o) => o
            .UseNpgsql(s.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Database:Connection"]).AddInterceptors(new KeepRegisters(), new RowContext())
            .ReplaceService<IModelCustomizer, Unscoped>());
    }

    private sealed class Unscoped(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            foreach (var rows in modelBuilder.Model.GetEntityTypes())
                foreach (var filter in rows.GetDeclaredQueryFilters().Where(f => f.Key?.StartsWith(Register.Scope, StringComparison.Ordinal) is true).ToList())
                    rows.SetQueryFilter(filter.Key!, null);
        }
    }

    private static void SkipWithout(string provider) => Assert.SkipWhen(provider == "PostgreSQL" && TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
}
