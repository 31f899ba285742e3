using Genomlys.Horizon;
using Genomlys.Review;
using Genomlys.Review.Checks;
using Genomlys.Review.Templates;
using Genomlys.Shared.Findings;

namespace Genomlys.Tests.Review.Checks;

/// <summary>A report that was read in as text.</summary>
public sealed class PrintedReportTests
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    [Theory]
    [InlineData("order", "start", "Handledning")]
    [InlineData("laws", "start", "cybersäkerhetslagen kommer att börja gälla")]
    [InlineData("numbering", "1.2", "1.2 Faktorer")]
    [InlineData("spelling", "1.2.1", "NIS2")]
    [InlineData("spelling", "1.2.1", "AI")]
    [InlineData("laws", "1.2.1", "15 januari 2025")]
    [InlineData("laws", "1.2.1", "Detta direktiv gäller just nu")]
    [InlineData("laws", "1.2.1", "Kommissionen antog")]
    [InlineData("overtaken", "1.2.1", "MSB")]
    [InlineData("overtaken", "1.2.1", "full tillämpning")]
    [InlineData("years", "1.2.2", "2027 och 2028")]
    [InlineData("years", "1.2.4", "under 2024")]
    [InlineData("states", "1.2.4", "under genomförande")]
    [InlineData("announced", "1.2.5", "förtroendevalda")]
    [InlineData("time", "1.2.5", "2025-11-14")]
    [InlineData("sums", "1.2.5", "12 klagomål")]
    [InlineData("numbering", "1.2.7", "avsnitt 1.9")]
    [InlineData("numbering", "1.2.7.1", "1.2.7.1 Information om avvikelser")]
    [InlineData("duties", "1.2.7.1", "7 mars")]
    [InlineData("spelling", "1.2.7.1", "en NIS-incidenter")]
    [InlineData("time", "1.2.7.1", "Fredagen")]
    [InlineData("numbering", "1.3", "verksamhetens")]
    [InlineData("states", "1.3.3", "ledamöter")]
    [InlineData("announced", "1.2.7", "nedgång")]
    [InlineData("spelling", "1.2.1", "EU/ESS")]
    [InlineData("spelling", "1.2.1", "offentlig sektor")]
    [InlineData("plan", "1.3", "Kunskap hos chefer")]
    [InlineData("plan", "1.4", "2028")]
    [InlineData("targets", "1.4.2", "treårsperiod")]
    [InlineData("empty", "1.4.2", "xxx")]
    public void Every_slip_of_the_report_is_found_where_it_is(string check, string place, string excerpt) =>
        Assert.Contains(Found(), p => p.CheckKey == check && p.PlaceKey == place && p.Excerpt.Contains(excerpt, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void What_is_right_raises_no_error()
    {
        Assert.Equal(["order", "laws", "laws", "laws", "sums", "empty"], Found().Where(p => p.Severity is Severity.Error).Select(p => p.CheckKey));
        Assert.DoesNotContain(Found(), p => p.CheckKey == "shares");
        Assert.DoesNotContain(Found(), p => p.PlaceKey is "1.2.3" or "1.2.6");
    }

    [Fact]
    public void A_problem_names_the_line_of_the_source() =>
        Assert.Equal(InventedReport.Text.Split('\n').ToList().FindIndex(l => l.Contains("15 januari 2025", StringComparison.Ordinal)) + 1, Found().Single(p => p.CheckKey == "laws" && p.Excerpt.Contains("15 januari 2025", StringComparison.Ordinal)).Line);

    [Fact]
    public void A_year_and_a_day_are_read_from_the_text()
    {
        var printed = PrintedReport.Read(InventedReport.Text);
        Assert.Equal((2025, new DateOnly(2025, 11, 14)), (printed.Year, printed.AsOf));
    }

    [Fact]
    public void A_table_of_contents_page_numbers_and_broken_words_are_no_part_of_the_text()
    {
        var printed = PrintedReport.Read("1. Inledning ........ 3\n1.1 Syfte ........ 4\n\n3 (9)\n\n1. Inledning\n\nVi har en samord-\nnare som leder arbetet och e-\nposten.\n\n1.1 Syfte\n\nText.");
        Assert.Equal(["1", "1.1"], printed.Places.Where(p => p.Number is not "").Select(p => p.Number));
        Assert.Equal("Vi har en samordnare som leder arbetet och e-posten.", printed.Places.Single(p => p.Number is "1").Passages[0].Text);
    }

    private static IReadOnlyList<Problem> Found()
    {
        var printed = PrintedReport.Read(InventedReport.Text);
        return ReviewChecks.Of(printed.Checked(Today, LawEvidence.Shipped(), Template.ShippedFor(printed.Year)));
    }
}
