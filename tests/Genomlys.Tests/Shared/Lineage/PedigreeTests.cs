using FsCheck;
using FsCheck.Fluent;
using Genomlys.Shared.Lineage;

namespace Genomlys.Tests.Shared.Lineage;

public sealed class PedigreeTests
{
    /// <summary>Records 0–19 of six years, some older than what is known, and links between any of them, sound or not.</summary>
    private static readonly Arbitrary<History> Histories = (
        from years in Gen.Choose(2020, 2025).ArrayOf(20)
        from older in Gen.Choose(0, 5).Select(n => n is 0).ArrayOf(20)
        from laters in Gen.Choose(0, 19).ArrayOf(25)
        from earliers in Gen.Choose(0, 19).ArrayOf(25)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new History([.. years.Zip(older).Select((r, n) => new Kin<int>(n, r.First, r.Second))], [.. laters.Zip(earliers)], seed)).ToArbitrary();

    [Fact]
    public void The_first_year_is_the_least_of_all_ancestors() => Holds(history =>
    {
        var pedigree = history.Pedigree();
        return history.Records.All(r => pedigree.Since(r.Key) is not { } since || since == Ways(history, r.Key).Min(k => history.Records[k].Year));
    });

    [Fact]
    public void What_comes_from_something_older_than_is_known_has_no_first_year() => Holds(history =>
    {
        var pedigree = history.Pedigree();
        return history.Records.All(r => pedigree.Since(r.Key) is null == Ways(history, r.Key).Any(k => history.Records[k].IsOlder && !history.Sound.Any(l => l.Later == k)));
    });

    [Fact]
    public void The_order_of_entry_does_not_matter() => Holds(history =>
    {
        var (one, other) = (history.Pedigree(), (history with { Links = Shuffled(history), Records = history.Records }).Pedigree());
        return history.Records.All(r => (one.Since(r.Key), one.ContinuedIn(r.Key)) == (other.Since(r.Key), other.ContinuedIn(r.Key)) && one.Family(r.Key).SetEquals(other.Family(r.Key)));
    });

    /// <summary>So a link that is taken back leaves everything as it was.</summary>
    [Fact]
    public void A_link_touches_only_what_comes_from_it() => Holds(history =>
    {
        var (before, last) = (history.Links.SkipLast(1).ToList(), history.Links[^1]);
        var (without, with) = ((history with { Links = before }).Pedigree(), history.Pedigree());
        return history.Records.All(r => with.Ancestors(r.Key).Contains(last.Later) || with.Since(r.Key) == without.Since(r.Key))
            && history.Records.All(r => r.Key == last.Earlier || with.ContinuedIn(r.Key) == without.ContinuedIn(r.Key));
    });

    [Fact]
    public void Nothing_is_its_own_ancestor() => Holds(history =>
    {
        var pedigree = history.Pedigree();
        return history.Records.All(r => pedigree.Parents(r.Key).All(p => history.Records[p].Year < r.Year && !pedigree.Ancestors(p).Contains(r.Key)));
    });

    [Fact]
    public void A_family_is_one_and_the_same_for_all_who_belong_to_it() => Holds(history =>
    {
        var pedigree = history.Pedigree();
        return history.Records.All(r => pedigree.Family(r.Key).All(k => pedigree.Family(k).SetEquals(pedigree.Family(r.Key))));
    });

    [Theory, InlineData(2024, 2024, "FollowsLater"), InlineData(2024, 2025, "FollowsLater"), InlineData(2024, 2023, null)]
    public void A_record_follows_one_of_an_earlier_year(int year, int before, string? problem) =>
        Assert.Equal(problem, Pedigree<int>.Against(new(1, year), new(2, before)));

    [Fact]
    public void A_record_does_not_follow_itself() => Assert.Equal("FollowsItself", Pedigree<int>.Against(new(1, 2024), new(1, 2024)));

    private static void Holds(Func<History, bool> rule) => Prop.ForAll(Histories, rule).QuickCheckThrowOnFailure();

    /// <summary>Every ancestor, found the slow way.</summary>
    private static HashSet<int> Ways(History history, int key) => [key, .. history.Sound.Where(l => l.Later == key).SelectMany(l => Ways(history, l.Earlier))];

    private static IReadOnlyList<(int, int)> Shuffled(History history)
    {
        var links = history.Links.ToArray();
        new Random(history.Seed).Shuffle(links);
        return links;
    }

    public sealed record History(IReadOnlyList<Kin<int>> Records, IReadOnlyList<(int Later, int Earlier)> Links, int Seed)
    {
        public IReadOnlyList<(int Later, int Earlier)> Sound => [.. Links.Where(l => Records[l.Earlier].Year < Records[l.Later].Year)];
        public Pedigree<int> Pedigree() => new(Records, Links);
    }
}
