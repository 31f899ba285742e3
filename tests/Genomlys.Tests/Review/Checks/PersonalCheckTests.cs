using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Genomlys.Review.Checks;

namespace Genomlys.Tests.Review.Checks;

/// <summary>What must not stand in what is to be public.</summary>
public sealed class PersonalCheckTests
{
    private static readonly Gen<DateOnly> Births = from days in Gen.Choose(0, 40_000) select new DateOnly(1915, 1, 1).AddDays(days);

    [Fact]
    public void Any_identity_number_is_found_whatever_its_form() => Prop.ForAll((from born in Births from serial in Gen.Choose(0, 999) from plus in Gen.Elements(0, 60) select Number(born, serial, plus)).ToArbitrary(), digits =>
        new[] { digits, digits.Insert(8, "-"), digits[2..], digits[2..].Insert(6, "-") }.All(form => Found($"Det gäller {form} i ärendet.") is [{ CheckKey: "personal", IsError: true }])).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_whose_last_digit_is_wrong_is_none() => Prop.ForAll((from born in Births from serial in Gen.Choose(0, 999) from off in Gen.Choose(1, 9) select (Number(born, serial, 0), off)).ToArbitrary(), said =>
        Found($"Ärende {said.Item1[2..11]}{(said.Item1[11] - '0' + said.off) % 10}.").Count is 0).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Ring 08-508 11 800 om du undrar.")]
    [InlineData("Ring 070-123 45 67.")]
    [InlineData("Ring +46 8 508 118 00.")]
    [InlineData("Skriv till fornamn.efternamn@lindby.se.")]
    public void A_way_to_reach_someone_is_found(string text) => Assert.Single(Found(text));

    [Theory]
    [InlineData("Servicedesk 11800 och 33900 svarar dygnet runt.")]
    [InlineData("Uppgifterna hämtades 2025-11-15 och avser 2025.")]
    [InlineData("Enligt 2025/26:28 och (2025:1506), dnr 2025-0123-4567.")]
    [InlineData("Organisationsnumret är 212000-0142.")]
    public void What_only_looks_like_it_is_let_be(string text) => Assert.Empty(Found(text));

    [Fact]
    public void The_number_itself_is_not_repeated() => Assert.DoesNotContain(Number(new(1985, 3, 2), 123, 0)[8..], Assert.Single(Found($"Det gäller {Number(new(1985, 3, 2), 123, 0)}.")).Excerpt, StringComparison.Ordinal);

    [Fact]
    public void A_protected_record_is_recognised_by_its_sentences_and_never_by_a_word()
    {
        var secret = Genomlys.Shared.Words.Fold("En handläggare skickade av misstag adressen till den som söker familjen");
        Assert.Equal("personal", Assert.Single(Found("Vi vet att en handläggare skickade av misstag adressen till den andra parten.", secret)).CheckKey);
        Assert.Empty(Found("En handläggare skickade ett brev till den andra parten.", secret));
    }

    private static string Number(DateOnly born, int serial, int plus)
    {
        var nine = $"{born:yyMM}{born.Day + plus:00}{serial:000}";
        var sum = nine.Select((c, at) => at % 2 is 1 ? c - '0' : (c - '0') * 2 is var doubled && doubled > 9 ? doubled - 9 : doubled).Sum();
        return $"{born.ToString("yyyy", CultureInfo.InvariantCulture)[..2]}{nine}{(10 - sum % 10) % 10}";
    }

    private static List<Problem> Found(string text, params string[] secrets) =>
        [.. ReviewChecks.Of(new CheckedReview(2025, new(2025, 11, 15), new(2025, 11, 20), [new("deviations", "1", "Avvikelser", 1, [new Passage(PassageKind.Paragraph, text)])]) { Protected = secrets }).Where(p => p.CheckKey is "personal")];
}
