using Genomlys.Shared.Data;

namespace Genomlys.Tests.Accounts;

/// <summary>What is sealed for a place in the database opens there and nowhere else.</summary>
public sealed class SealingTests
{
    [Fact]
    public void A_sealed_text_opens_whole_at_its_place_and_with_its_key_only()
    {
        var sealing = new Sealing(MasterKey.Passing());
        for (var n = 0; n < 100; n++)
        {
            var kept = sealing.Seal($"hemligt {n}", $"plats {n}");
            Assert.Equal($"hemligt {n}", sealing.Open(kept, $"plats {n}"));
            Assert.Null(sealing.Open(kept, $"plats {n + 1}"));
            Assert.Null(new Sealing(MasterKey.Passing()).Open(kept, $"plats {n}"));
            for (var at = 0; at < kept.Length; at++)
                Assert.Null(sealing.Open(kept[..at] + (kept[at] is 'A' ? 'B' : 'A') + kept[(at + 1)..], $"plats {n}"));
        }
        Assert.Null(sealing.Open("", "plats"));
        Assert.NotEqual(sealing.Seal("samma", "plats"), sealing.Seal("samma", "plats"));
    }
}
