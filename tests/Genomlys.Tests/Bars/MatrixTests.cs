using System.Diagnostics;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Who may what, asked of the running program as everyone about everything; and the wall at the save by itself.</summary>
public sealed class MatrixTests
{
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

    internal static async Task<Matrix> RunAsync(TestHost host, params string[] wallsAs)
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

    internal static void SkipWithout(string provider) => Assert.SkipWhen(provider == "PostgreSQL" && TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
}
