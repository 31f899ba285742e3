using System.Globalization;
using Genomlys.Shared.Audit;
using Genomlys.Testing;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 7: the program is killed again and again while eight write; nothing that was acknowledged is lost, nothing is there by halves.</summary>
[Trait("Bar", "7"), Collection(nameof(Alone))]
public sealed class KillTests
{
    private const int SecondsToAnswer = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(150);

    /// <summary>Fifty of both databases together, where nothing else is said; 460 show a fault of one in a hundred with 99 percent certainty.</summary>
    private static readonly int? Asked = Environment.GetEnvironmentVariable("GENOMLYS_KILLS") is { } said ? int.Parse(said, CultureInfo.InvariantCulture) : null;

    [Theory, InlineData("Sqlite", 35), InlineData("PostgreSQL", 15)]
    public async Task What_was_acknowledged_is_there_after_every_kill(string provider, int usual)
    {
        var most = Asked ?? usual;
        Assert.SkipWhen(provider is "PostgreSQL" && TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        await using var program = new Served(provider);
        await program.RunAsync(Visitor.Verb);
        await program.StartAsync();
        var writers = new Writers(program.Address, await program.SignInAsync());
        var (kills, slowest, chance) = (0, TimeSpan.Zero, new Random(7));
        List<Checkpoint> elsewhere = [];
        List<string> faults = [];
        while (kills < most && faults is [])
        {
            var (before, writing) = (writers.Told, writers.WriteAsync($"{++kills}"));
            while (writers.Told - before < Writers.Count && !writing.IsCompleted)
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await Task.Delay(chance.Next((int)Longest.TotalMilliseconds), TestContext.Current.CancellationToken);
            await program.KillAsync();
            await writing;
            slowest = await program.StartAsync() is var took && took > slowest ? took : slowest;
            await using var db = program.Open();
            faults = await Afterwards.FaultsAsync(db, program.Master, writers.Acknowledged, elsewhere);
        }
        Bar.None(7, provider, faults, "acknowledged changes lost, and records, events or values by halves, after a kill");
        Bar.Hold(7, provider, kills, most, kills == most, "kills while eight were writing");
        Bar.Hold(7, provider, Math.Round(slowest.TotalSeconds, 2), SecondsToAnswer, slowest.TotalSeconds <= SecondsToAnswer, "seconds until the program answered after a kill, at most");
    }
}
