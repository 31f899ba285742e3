using Genomlys.Review.Reading;

namespace Genomlys.Tests.Review.Reading;

/// <summary>What layout puts into a text is taken out of it again.</summary>
public sealed class CleaningTests
{
    private const string Body = "Det här är en mening som är så lång att den fyller hela raden ut\noch fortsätter på nästa rad innan den tar slut. ";

    [Fact]
    public void A_table_of_contents_is_left_out_and_its_headings_are_known()
    {
        var clean = Clean("Innehåll\n1 Bakgrund ........ 3\n2 En rubrik som är så lång att den går\növer två rader . . . . . 4\n\n1 Bakgrund\nText.");
        Assert.Equal(["1 Bakgrund", "Text."], clean.Lines.Select(l => l.Text));
        Assert.Equal([("1", "Bakgrund"), ("2", "En rubrik som är så lång att den går över två rader")], clean.Contents.Select(e => (e.Number, e.Title)));
    }

    [Fact]
    public void A_contents_heading_that_no_entries_follow_stays() => Assert.Contains("Innehåll", Clean("Innehåll\nHär beskrivs innehållet.\nOch mer.\nOch mer.").Lines.Select(l => l.Text));

    [Theory, InlineData("9 (20)"), InlineData("Sida 9 av 20"), InlineData("9/20")]
    public void A_page_number_is_no_text(string number) => Assert.Equal(["Före.", "Efter."], Clean($"Före.\n{number}\nEfter.").Lines.Select(l => l.Text));

    [Fact]
    public void A_header_that_stands_on_every_page_is_left_out() =>
        Assert.DoesNotContain("Ekhaga kommun 2025", Clean(string.Join('\f', Enumerable.Range(1, 4).Select(n => $"Ekhaga kommun 2025\n{string.Join('\n', "abcdefghij".Select(c => $"Rad {c} på sidan {(char)('a' + n)}."))}"))).Lines.Select(l => l.Text));

    [Fact]
    public void Numbered_headings_that_differ_in_their_digits_are_no_page_header() =>
        Assert.Equal(3, Clean(string.Join('\f', Enumerable.Range(1, 3).Select(n => $"1.4.{n} {2025 + n}\nKlassa system {(char)('a' + n)}."))).Lines.Count(l => l.Text.StartsWith("1.4.", StringComparison.Ordinal)));

    [Theory]
    [InlineData("ledningssyste-\nmet fungerar", "ledningssystemet fungerar")]
    [InlineData("e-\nutbildningen är klar", "e-utbildningen är klar")]
    [InlineData("NIS 2-\ndirektivet gäller", "NIS 2-direktivet gäller")]
    [InlineData("informationssäkerhets-\noch dataskyddsfrågor", "informationssäkerhets- och dataskyddsfrågor")]
    [InlineData("system/\nprocesser finns", "system/processer finns")]
    public void A_word_broken_between_lines_is_whole_again(string broken, string whole) => Assert.Contains(whole, Text(Body + Body + "Sedan kan man säga att det lokala och gemensamma " + broken + ". " + Body));

    [Fact]
    public void A_word_that_stands_with_its_hyphen_elsewhere_keeps_it() => Assert.Contains("pilot-grupper i staden", Text(Body + "Några pilot-grupper finns.\n" + Body + "Det finns flera olika slags pilot-\ngrupper i staden. " + Body));

    [Fact]
    public void A_footnote_goes_and_so_does_its_digit()
    {
        var text = Text(Body + "\nTotalt finns 46 incidenter, varav 5 via lex Sarah.1 Siffrorna är\nfrån årsrapporten för 2024.\n\n1 Rapporter räknas en gång.\n\n" + Body);
        Assert.Contains("lex Sarah. Siffrorna", text);
        Assert.DoesNotContain("räknas en gång", text);
    }

    [Fact]
    public void A_digit_too_many_after_a_year_is_a_footnote() => Assert.Contains("verksamhetsåret 2024. Arbetet", Text(Body + "\nHämtat ur rapporten för verksamhetsåret 20241. Arbetet\nredovisas nedan.\n\n1 Dataskyddsombudets rapport.\n\n" + Body));

    [Fact]
    public void A_list_that_begins_with_a_number_is_no_footnote() => Assert.Contains("1 846 medarbetare", Text(Body + "\nAvsnitt 1.2.4.1 omfattar\n1 846 medarbetare och 97 chefer.\n" + Body));

    [Fact]
    public void A_private_bullet_is_a_bullet() => Assert.Equal("•", Assert.Single(Blocks.Of(Clean("\uF0B7 Klassa system"), ReadingWords.Swedish)).Mark);

    [Fact]
    public void Double_spacing_parts_no_paragraph()
    {
        var blocks = Blocks.Of(Clean(string.Join("\n\n", (Body + Body + "Slut på stycket med text.\n\nNytt stycke som går vidare på raden efter den här\noch tar slut.").Split('\n').Where(l => l.Trim() is not ""))), ReadingWords.Swedish);
        Assert.Single(blocks, b => b.Text.StartsWith("Det här är", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_of_a_picture_go_when_a_sentence_says_the_same() =>
        Assert.Equal(["Av cheferna har 39 procent genomfört kursen."], Clean("Av cheferna har 39 procent genomfört kursen.\nCertifierad\n39%\nChefer").Lines.Select(l => l.Text));

    [Fact]
    public void A_share_that_no_sentence_says_stays() => Assert.Contains("Chefer 39%", Clean("Så här ser det ut i år.\nChefer 39%").Lines.Select(l => l.Text));

    private static CleanText Clean(string text) => Cleaning.Of(SourceText.Of(text), ReadingWords.Swedish);
    private static string Text(string text) => string.Join('\n', Blocks.Of(Clean(text), ReadingWords.Swedish).Select(b => b.Text));
}
