using FsCheck;
using FsCheck.Fluent;
using Genomlys.Review.Checks;

namespace Genomlys.Tests.Review.Checks;

/// <summary>Parts and totals, shares and a hundred: over all the ways to part a number.</summary>
public sealed class SumCheckTests
{
    private static readonly Gen<int[]> Parts = Gen.Choose(1, 500).ArrayOf(6).Where(p => p.Length >= 3);

    [Fact]
    public void Any_right_split_raises_nothing_in_a_sentence() => Prop.ForAll(Parts.ToArbitrary(), parts => Found(Sentence(parts.Sum(), parts)).Count is 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_single_changed_part_of_a_sentence_raises() =>
        Prop.ForAll(Changed.ToArbitrary(), c => Found(Sentence(c.Parts.Sum(), With(c))) is [{ CheckKey: "sums", IsError: true }]).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_right_split_raises_nothing_in_a_list() => Prop.ForAll(Parts.ToArbitrary(), parts => Found(List(parts.Sum(), parts)).Count is 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_single_changed_part_of_a_list_raises() =>
        Prop.ForAll(Changed.ToArbitrary(), c => Found(List(c.Parts.Sum(), With(c))) is [{ CheckKey: "sums", IsError: true }]).QuickCheckThrowOnFailure();

    [Fact]
    public void A_table_whose_last_row_is_its_total_is_added_up()
    {
        Prop.ForAll(Parts.ToArbitrary(), parts => Found(Table(parts.Sum(), parts)).Count is 0).QuickCheckThrowOnFailure();
        Prop.ForAll(Changed.ToArbitrary(), c => Found(Table(c.Parts.Sum(), With(c))) is [{ CheckKey: "sums" }]).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Rounded_shares_of_a_whole_raise_nothing() => Prop.ForAll(Parts.ToArbitrary(), parts => Found(Shares(parts.Select(p => (int)Math.Round(100m * p / parts.Sum(), MidpointRounding.AwayFromZero)))).Count is 0).QuickCheckThrowOnFailure();

    [Fact]
    public void A_share_that_is_off_by_more_than_rounding_raises() =>
        Prop.ForAll(Gen.Choose(4, 12).ToArbitrary(), off => Found(Shares([40, 30, 20 + off, 10])) is [{ CheckKey: "shares", IsError: true }]).QuickCheckThrowOnFailure();

    [Fact]
    public void One_part_alone_is_no_division() => Assert.Empty(Found([new Passage(PassageKind.Paragraph, "Totalt har 46 incidenter rapporterats i år, varav 5 via rutinen för lex Sarah.")]));

    [Fact]
    public void Years_of_money_are_no_parts() => Assert.Empty(Found([new Passage(PassageKind.Paragraph, "Satsningen uppgår till totalt 300 miljoner under 2026, 350 miljoner under 2027 och 400 miljoner under 2028.")]));

    private static readonly Gen<(int[] Parts, int At, int By)> Changed = from parts in Parts from at in Gen.Choose(0, 5) from more in Gen.Choose(1, 90) select (parts, at % parts.Length, more);

    private static int[] With((int[] Parts, int At, int By) changed) => [.. changed.Parts.Select((p, at) => at == changed.At ? p + changed.By : p)];

    private static IReadOnlyList<Passage> Sentence(int total, int[] parts) => [new(PassageKind.Paragraph, $"Totalt {total} incidenter har rapporterats, varav {string.Join(", ", parts[..^1].Select(p => $"{p} av ett slag"))} och {parts[^1]} övriga.")];

    private static IReadOnlyList<Passage> List(int total, int[] parts) => [new(PassageKind.Paragraph, $"Totalt {total} incidenter har rapporterats."), .. parts.Select(p => new Passage(PassageKind.Item, $"Ett slag: {p}"))];

    private static IReadOnlyList<Passage> Table(int total, int[] parts) => [new(PassageKind.Table, "") { Rows = [.. parts.Select(p => (IReadOnlyList<string>)["Ett slag", $"{p}"]), ["Summa", $"{total}"]] }];

    private static IReadOnlyList<Passage> Shares(IEnumerable<int> shares) => [new(PassageKind.Paragraph, string.Join(", ", shares.Select(s => $"{s} procent av dem")) + ".")];

    private static List<Problem> Found(IReadOnlyList<Passage> passages) =>
        [.. ReviewChecks.Of(new CheckedReview(2025, new(2025, 11, 15), new(2025, 11, 20), [new("incidents", "1", "Incidenter", 1, passages)])).Where(p => p.CheckKey is "sums" or "shares")];
}
