using Genomlys.Horizon;
using Genomlys.Shared;

namespace Genomlys.Tests.Horizon;

public sealed class HorizonEntryTests
{
    private static readonly HorizonEntry Act = new()
    {
        Id = Id<HorizonEntry>.New(), Reference = "sfs-2025-1506", Name = "Cybersäkerhetslag (2025:1506)", Kind = HorizonKind.Law,
        IssuedOn = new DateOnly(2025, 12, 11), InForceOn = new DateOnly(2026, 1, 15), RepealedOn = new DateOnly(2030, 1, 1),
    };

    [Theory]
    [InlineData("2025-11-15", HorizonStatus.Draft)]
    [InlineData("2025-12-10", HorizonStatus.Draft)]
    [InlineData("2025-12-11", HorizonStatus.Decided)]
    [InlineData("2026-01-14", HorizonStatus.Decided)]
    [InlineData("2026-01-15", HorizonStatus.InForce)]
    [InlineData("2029-12-31", HorizonStatus.InForce)]
    [InlineData("2030-01-01", HorizonStatus.Repealed)]
    public void What_a_law_is_follows_from_the_day(string day, HorizonStatus status) =>
        Assert.Equal(status, Act.StatusOn(DateOnly.ParseExact(day, "yyyy-MM-dd")));

    [Fact]
    public void A_law_of_which_only_the_end_is_known_is_in_force_until_then() =>
        Assert.Equal(HorizonStatus.InForce, new HorizonEntry
        {
            Id = Id<HorizonEntry>.New(), Reference = "x", Name = "x", Kind = HorizonKind.Law, RepealedOn = new DateOnly(2026, 1, 15),
        }.StatusOn(new DateOnly(2025, 12, 31)));

    [Fact]
    public void A_review_does_not_know_what_came_after_its_day()
    {
        var (early, late) = (Period.Days(new(2025, 1, 1), new(2025, 11, 15)), Period.Year(2025));
        Assert.False(Relevance.IsRelevant(Act, early));
        Assert.True(Relevance.IsRelevant(Act, late));
    }

    [Fact]
    public void What_happened_long_ago_is_not_taken_up_again() =>
        Assert.False(Relevance.IsRelevant(Act, Period.Year(2027)));

    [Fact]
    public void A_draft_is_taken_up_until_it_is_decided()
    {
        var draft = new HorizonEntry { Id = Id<HorizonEntry>.New(), Reference = "x", Name = "x", Kind = HorizonKind.EuropeanAct, PresentedOn = new DateOnly(2025, 11, 19) };
        Assert.All([2025, 2026, 2027], year => Assert.True(Relevance.IsRelevant(draft, Period.Year(year))));
        Assert.False(Relevance.IsRelevant(draft, Period.Year(2024)));
    }

    [Fact]
    public void What_rests_on_one_source_is_preliminary()
    {
        Assert.True(new HorizonEntry { Id = Id<HorizonEntry>.New(), Reference = "x", Name = "x", Kind = HorizonKind.Law, Certainty = Certainty.SingleSource }.IsPreliminary);
        Assert.False(Act.IsPreliminary);
    }
}
