using Genomlys.Horizon;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Horizon;

public sealed class HorizonTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_library_is_planted_once(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.PlantAsync();
        Assert.Equal(0, await app.PlantAsync());
        Assert.Equal(HorizonSeed.Shipped().Count, await app.ListedAsync("/horizon"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_database_and_the_entry_agree_on_every_status(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.PlantAsync();
        var entries = await app.Use(services => services.GetRequiredService<GenomlysDb>().HorizonEntries.ToListAsync());
        foreach (var day in new DateOnly[] { new(2024, 12, 31), new(2025, 11, 15), new(2026, 1, 15) })
            foreach (var status in Enum.GetValues<HorizonStatus>())
                Assert.Equal(entries.Count(e => e.StatusOn(day) == status), await app.ListedAsync($"/horizon?status={status}&asOf={day:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task In_November_2025_the_cybersecurity_act_was_a_proposal()
    {
        await using var app = new TestApp();
        await app.PlantAsync();
        var chapter = await app.SectionAsync("horizon.world", Period.Days(new(2025, 1, 1), new(2025, 11, 15)));
        Assert.Contains("Prop. 2025/26:28 om en ny cybersäkerhetslag. Lades fram 2025-10-09. Ikraftträdandet föreslås till 2026-01-15.", chapter, StringComparison.Ordinal);
        Assert.DoesNotContain("Cybersäkerhetslag (2025:1506)", chapter, StringComparison.Ordinal);
        Assert.Contains("Socialtjänstlag (2025:400). I kraft sedan 2025-07-01.", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_end_of_2025_the_cybersecurity_act_was_decided_but_not_in_force()
    {
        await using var app = new TestApp();
        await app.PlantAsync();
        var chapter = await app.SectionAsync("horizon.world", Period.Year(2025));
        Assert.Contains("Cybersäkerhetslag (2025:1506). Beslutad 2025-12-11 och träder i kraft 2026-01-15.", chapter, StringComparison.Ordinal);
        Assert.Contains("[1: Källa: SFS", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ships_without_a_good_source_says_so() =>
        Assert.All(HorizonSeed.Shipped(), e => Assert.True(e.Source is not "" && (e.Certainty is not (Certainty.SingleSource or Certainty.Unverified) || e.Note is not null), e.Reference));

    [Fact]
    public async Task An_empty_library_says_that_there_is_nothing_to_report()
    {
        await using var app = new TestApp();
        Assert.Contains("inget att redovisa", await app.SectionAsync("horizon.world", Period.Year(2025)), StringComparison.Ordinal);
    }
}
