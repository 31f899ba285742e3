using Genomlys.Review.Reading;
using Genomlys.Tests.Architecture;

namespace Genomlys.Tests.Review.Reading;

/// <summary>What the pieces say beside their names, what is refused, and that no text breaks the reading.</summary>
public sealed class ReportReadingTests
{
    private static readonly ReportReading Ekhaga = Shipped("ekhaga-2025");

    [Theory]
    [InlineData("ekhaga-2025", 2025, "Ekhaga stadsdelsförvaltning", "2025-12-04")]
    [InlineData("sjovik-2023", 2023, "Sjöviks stadsdelsförvaltning", "2023-11-27")]
    [InlineData("granas-2024", 2024, "Granås kommun", "2024-12-09")]
    public void A_report_says_its_year_whose_it_is_and_when_it_was_decided(string name, int year, string organisation, string decided)
    {
        var reading = Shipped(name);
        Assert.Equal((year, organisation, DateOnly.Parse(decided)), (reading.Year, reading.Organisation, reading.DecidedOn));
    }

    [Fact]
    public void A_file_name_with_a_decision_in_it_decides_nothing() =>
        Assert.Null(ReportReading.Of(SourceText.Of("Ledningens genomgång 2025\n\nRisker\n• En risk\n\nTreårsplan\n\n2026\n• Klassa system\n\nse inriktning-beslutad.docx, hämtad 2025-11-11")).DecidedOn);

    [Fact]
    public void A_piece_knows_its_lines_and_the_printed_number_above_it()
    {
        var risk = Ekhaga.Pieces.OfType<Piece.Risk>().First();
        Assert.Equal("1.2.4.1", risk.Place.Number);
        Assert.Equal("1.2.4.1 Riskbeskrivning: Behörigheter tas inte bort när någon slutar", Lines("ekhaga-2025")[risk.Place.FirstLine - 1]);
        Assert.Equal("Resultat: Åtgärden är genomförd i två avdelningar.", Lines("ekhaga-2025")[risk.Place.LastLine - 1]);
    }

    [Fact]
    public void A_risk_has_its_process_its_action_and_its_result()
    {
        var risk = Ekhaga.Pieces.OfType<Piece.Risk>().First();
        Assert.Equal(("behörighetshantering", "Månatlig avstämning mot personalsystemet.", "Åtgärden är genomförd i två avdelningar.", RiskSource.InternalControl), (risk.Process, risk.Action, risk.Result, risk.Source));
    }

    [Fact]
    public void An_improvement_keeps_its_order_its_mark_and_its_place_in_the_summary() =>
        Assert.Equal([(1, Printed.CarriedOver, 1), (2, Printed.Nothing, 2), (3, Printed.CarriedOver, 3)], Ekhaga.Pieces.OfType<Piece.Improvement>().Select(i => (i.Rank, i.Mark, i.SummaryRank ?? 0)));

    [Fact]
    public void A_plan_item_has_its_target() => Assert.Equal([15, null, null, 15, null, 10, null], Ekhaga.Pieces.OfType<Piece.PlanItem>().Select(p => p.Target));

    [Fact]
    public void A_recommendation_has_its_diary_number_and_another_its_printed_number()
    {
        Assert.Equal("RVK 2025/44", Ekhaga.Pieces.OfType<Piece.Recommendation>().First().Diary);
        Assert.Equal(["", "1", "2", "3", "4"], Shipped("sjovik-2023").Pieces.OfType<Piece.Recommendation>().Select(r => r.Number));
    }

    [Fact]
    public void A_figure_has_its_population_and_the_day_it_was_taken()
    {
        var figure = Ekhaga.Pieces.OfType<Piece.Figure>().Single(f => f.Said is "61");
        Assert.Equal((61m, "%", true, "cheferna", "2025-10-31"), (figure.Value!.Value, figure.Unit, figure.IsShare, figure.Population, figure.AsOf));
    }

    [Fact]
    public void A_cell_of_a_table_is_a_figure() => Assert.Contains(Shipped("hedvik-2024").Pieces.OfType<Piece.Figure>(), f => f is { Value: 63, Unit: "%", Name: "Andel klassade system, 2024", Why: Why.Row });

    [Fact]
    public void An_incident_has_its_dated_events_in_the_year_of_the_report() =>
        Assert.Equal([new DateOnly(2025, 3, 3), new DateOnly(2025, 3, 4), new DateOnly(2025, 3, 6)], Assert.Single(Ekhaga.Pieces.OfType<Piece.Incident>()).Events.Select(e => e.On));

    [Fact]
    public void A_law_has_its_number_and_its_day() =>
        Assert.Contains(Ekhaga.Pieces.OfType<Piece.Law>(), l => l is { Name: "Cybersäkerhetslagen", Number: "2025:1506" } && l.InForce == new DateOnly(2026, 1, 15));

    [Theory]
    [InlineData("Dataskyddsombudets årsrapport 2024\nRisker\n• Brist (kvarstår)", "Refused.OfficersReport")]
    [InlineData("Granskning av informationssäkerhet\nRapport\nFörbättringsförslag\n• Gör något", "Refused.Audit")]
    [InlineData("SFS-nummer 2025:1506\n1 kap. Inledande bestämmelser", "Refused.Law")]
    [InlineData("Verksamhetsplan 2026\nRisker\n• En risk", "Refused.Plan")]
    [InlineData("Mötesanteckningar\nRisker\n• En risk", "Refused.NotNamed")]
    [InlineData("Ledningens genomgång\nVi talade om allt möjligt.", "Refused.NoChapters")]
    [InlineData("  \n\n", "Refused.Empty")]
    public void What_is_no_management_review_says_why_and_gives_nothing(string text, string why)
    {
        var reading = ReportReading.Of(SourceText.Of(text));
        Assert.Equal((why, 0), (reading.Refused, reading.Pieces.Count));
    }

    [Theory, InlineData("(kvarstår)", true), InlineData("(Kvarstår sedan 2023)", true), InlineData("– kvarstår", true), InlineData("(ny)", false), InlineData("(Ny)", false)]
    public void A_printed_mark_is_read_and_taken_from_the_name(string mark, bool isCarriedOver)
    {
        var (name, printed, since) = new Marks(ReadingWords.Swedish).Of($"Klassa alla system {mark}");
        Assert.Equal(("Klassa alla system", isCarriedOver ? Printed.CarriedOver : Printed.New), (name, printed));
        Assert.Equal(mark.Contains("2023", StringComparison.Ordinal) ? 2023 : null, since);
    }

    [Theory]
    [InlineData("Den nya lagen gäller från den 15 januari 2026.")]
    [InlineData("NIS 2 och artikel 46 gäller, enligt 14 kap. 2 § och avsnitt 3.")]
    [InlineData("De två utbildningarna tar 20 minuter.")]
    [InlineData("Ring servicedesk 11800 eller 33900.")]
    public void A_number_that_counts_nothing_is_no_figure(string sentence)
    {
        var reading = ReportReading.Of(SourceText.Of($"Ledningens genomgång\n\nRisker\n\n• En risk\n\nFörbättringsförslag\n\n• Ett förslag\n\nBakgrund\n\n{sentence} Det finns 54 system."));
        Assert.Equal(54, Assert.Single(reading.Pieces.OfType<Piece.Figure>()).Value);
    }

    [Fact]
    public async Task Any_mixture_of_lines_is_read_without_fault_and_without_end()
    {
        var random = new Random(4711);
        var lines = Directory.GetFiles(Folder, "*.txt").SelectMany(File.ReadAllLines).ToList();
        for (var round = 0; round < 150; round++)
        {
            var mixed = Enumerable.Range(0, random.Next(1, 300)).Select(_ => lines[random.Next(lines.Count)]).Select(l => random.Next(8) is 0 && l.Length > 2 ? l[..random.Next(l.Length)] : l).Select(l => random.Next(20) is 0 ? new string([.. l.Select(_ => (char)random.Next(1, 0xFFFF))]) : l);
            var text = string.Join(random.Next(5) is 0 ? "\n\n" : "\n", mixed);
            var reading = await Task.Run(() => ReportReading.Of(SourceText.Of(random.Next(2) is 0 ? "Ledningens genomgång 2025\n" + text : text)), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.All(reading.Pieces, p => Assert.True(p.Place.FirstLine <= p.Place.LastLine && p.Place.FirstLine > 0));
        }
    }

    [Theory]
    [InlineData("• Klassa minst 12 system (kvarstår).\n")]
    [InlineData("1.1 Rubrik\n")]
    [InlineData("ord1 ")]
    [InlineData("Totalt 46 incidenter, varav 5 via lex Sarah. ")]
    [InlineData("a.......... 3\n")]
    [InlineData("2026\n")]
    [InlineData("1 2 428 ")]
    [InlineData("den 3 mars 2025 börjar cybersäkerhetslagen gälla. ")]
    public async Task A_text_of_one_thing_over_and_over_is_read_to_its_end(string thing)
    {
        var text = "Ledningens genomgång 2025\n\nRisker\n\n• En\n\nTreårsplan\n\n" + string.Concat(Enumerable.Repeat(thing, 400_000 / thing.Length));
        Assert.NotNull(await Task.Run(() => ReportReading.Of(SourceText.Of(text)), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    private static string Folder => Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports");
    private static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder, name + ".txt"));
    private static ReportReading Shipped(string name) => ReportReading.Of(SourceText.Of(File.ReadAllText(Path.Combine(Folder, name + ".txt"))));
}
