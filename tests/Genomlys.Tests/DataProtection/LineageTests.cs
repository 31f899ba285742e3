using Genomlys.DataProtection;
using Genomlys.Shared;

namespace Genomlys.Tests.DataProtection;

public sealed class LineageTests
{
    [Fact]
    public void A_risk_with_the_same_words_as_last_year_is_the_same_risk()
    {
        var (before, now) = (Reported(2023, "Tredjelandsöverföringar"), Reported(2024, "tredjelandsöverföringar "));
        Lineage.Settle([now, before]);
        Assert.Equal(before.Id, now.EarlierId);
        Assert.Equal((2023, 2023), (before.FirstRaised!.Value, now.FirstRaised!.Value));
    }

    [Fact]
    public void A_risk_may_be_pointed_out_as_the_same_under_other_words()
    {
        var (before, now) = (Reported(2022, "AI"), Reported(2024, "Ny teknik"));
        now.EarlierId = before.Id;
        Lineage.Settle([before, now]);
        Assert.Equal(2022, now.FirstRaised);
    }

    [Fact]
    public void The_report_s_own_word_decides_when_no_ancestor_is_known()
    {
        var (old, fresh, silent) = (Reported(2024, "E-post", RecommendationStatus.CarriedOver), Reported(2024, "AI", RecommendationStatus.New), Reported(2024, "Loggar"));
        Lineage.Settle([old, fresh, silent]);
        Assert.Equal([null, 2024, 2024], [old.FirstRaised, fresh.FirstRaised, silent.FirstRaised]);
    }

    [Fact]
    public void An_ancestor_read_in_afterwards_tells_since_when()
    {
        var now = Reported(2024, "E-post", RecommendationStatus.CarriedOver);
        Lineage.Settle([now]);
        Lineage.Settle([now, Reported(2023, "E-post")]);
        Assert.Equal(2023, now.FirstRaised);
    }

    [Fact]
    public void A_risk_cannot_continue_one_of_its_own_year()
    {
        var (one, other) = (Reported(2024, "AI"), Reported(2024, "E-post"));
        one.Follow(other);
        Assert.Null(one.EarlierId);
    }

    private static Recommendation Reported(int year, string risk, RecommendationStatus? stated = null) =>
        new() { Id = Id<Recommendation>.New(), Year = year, Number = 1, Risk = risk, Stated = stated };
}
