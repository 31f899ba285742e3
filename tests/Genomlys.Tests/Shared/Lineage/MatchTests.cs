using Genomlys.Improvements;
using Genomlys.Shared;
using Genomlys.Shared.Lineage;

namespace Genomlys.Tests.Shared.Lineage;

public sealed class MatchTests
{
    private static readonly Likeness Likeness = new(LikenessRule.Shipped);

    [Theory]
    [InlineData("Obligatoriska e-utbildningarna ska genomföras i högre grad", "Högre genomförande av obligatoriska e-utbildningar")]
    [InlineData("Stärka chefers kunskap inom området informationssäkerhet", "Stärka chefers kunskap om informationssäkerhet")]
    [InlineData("Involvera ledningsgruppen mer i informationssäkerhetsarbetet", "Ledningsgruppens delaktighet i arbetet med informationssäkerhet ska öka, involvera den mer")]
    public void Other_words_for_the_same_are_found(string now, string before) => Assert.InRange(Likeness.Of(now, before), LikenessRule.Shipped.Least, 1);

    [Theory]
    [InlineData("Rutin för förlorade enheter", "Utbildningsunderlag för medarbetare utan dator")]
    [InlineData("Stärka chefers kunskap inom området informationssäkerhet", "Revidera lokala tillämpningsanvisningarna")]
    [InlineData("Inventering av kontinuitetsplaner", "Fortsatt implementering av pm3-modellen")]
    public void Other_things_are_not(string now, string before) => Assert.InRange(Likeness.Of(now, before), 0, LikenessRule.Shipped.Least - 0.01);

    [Fact]
    public void Words_that_say_nothing_make_nothing_alike() => Assert.Equal(0, Likeness.Of("att vi ska ha det för oss", "det är för alla ska"), 3);

    [Fact]
    public void What_has_been_judged_is_not_suggested_again()
    {
        var (before, now) = (Proposed(2024, "Rutin för lån av datorer"), Proposed(2025, "Rutin för lån av dator"));
        Assert.Equal([before.Id], Suggested([before, now], judged: []).Select(m => m.Earlier.Id));
        Assert.Empty(Suggested([before, now], judged: [(now.Id, before.Id)]));
    }

    [Fact]
    public void Of_the_same_thing_in_many_years_the_latest_is_suggested()
    {
        var (first, second, now) = (Proposed(2023, "Rutin för lån"), Proposed(2024, "Rutin för lån"), Proposed(2025, "Rutin för lån"));
        Assert.Equal([second.Id], Suggested([first, now, second], judged: []).Select(m => m.Earlier.Id));
    }

    private static IReadOnlyList<Match<ImprovementProposal>> Suggested(ImprovementProposal[] all, HashSet<(Id<ImprovementProposal>, Id<ImprovementProposal>)> judged) =>
        Match<ImprovementProposal>.Suggest(all, 2025, judged, new HashSet<Id<ImprovementProposal>>(), LikenessRule.Shipped);

    private static ImprovementProposal Proposed(int year, string name) => new() { Id = Id<ImprovementProposal>.New(), Year = year, Rank = 1, Name = name };
}
