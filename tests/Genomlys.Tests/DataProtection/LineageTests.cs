using Genomlys.DataProtection;
using Genomlys.Shared;

namespace Genomlys.Tests.DataProtection;

public sealed class LineageTests
{
    [Fact]
    public void A_risk_with_the_same_words_as_last_year_is_the_same_risk()
    {
        var (before, now) = (Reported(2023, "Tredjelandsöverföringar"), Reported(2024, "tredjelandsöverföringar "));
        Assert.Equal((before, null), SameWords.Around(now, [now, before]));
        Assert.Equal((null, now), SameWords.Around(before, [now, before]));
    }

    [Fact]
    public void The_same_words_two_years_apart_are_for_a_person_to_judge()
    {
        var (before, now) = (Reported(2022, "AI"), Reported(2024, "AI"));
        Assert.Equal((null, null), SameWords.Around(now, [before]));
    }

    [Fact]
    public void A_risk_does_not_repeat_itself()
    {
        var one = Reported(2024, "AI");
        Assert.Equal((null, null), SameWords.Around(one, [one]));
    }

    private static Recommendation Reported(int year, string risk) => new() { Id = Id<Recommendation>.New(), Year = year, Number = 1, Risk = risk };
}
