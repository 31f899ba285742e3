using System.Text.Json;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Genomlys.Browser.Tests;

/// <summary>The sample year as the program's own verbs give it: the figures against the totals that the public report printed, and the documents.</summary>
public sealed class SampleYearTests(SampleProgram sample)
{
    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples/lindby-2025/expected.json"))).RootElement;

    [Fact]
    public async Task Every_total_is_the_printed_one()
    {
        var (code, answer, refusal) = await sample.Program.AskAsync("sv", "figures", "--year", "2025", "--json");
        Assert.True(code is 0, refusal);
        var figures = JsonDocument.Parse(answer).RootElement.EnumerateArray().ToDictionary(f => f.GetProperty("key").GetString()!);

        foreach (var (course, key) in new[] { ("Informationssäkerhet", "informationSecurity"), ("Dataskydd", "dataProtection") })
            foreach (var (audience, suffix) in new[] { ("Chef", "manager"), ("Medarbetare", "employee"), ("Förtroendevald", "electedMember") })
            {
                var figure = figures[$"training.{key}.{suffix}"];
                Assert.Equal(Expected.GetProperty("training").GetProperty("population").GetProperty(audience).GetInt32(), figure.GetProperty("value").GetInt32());
                Assert.Equal(Numbers(Expected.GetProperty("drawn").GetProperty("training_counts").GetProperty($"{audience}/{course}")), Parts(figure, "value"));
                if (Expected.GetProperty("training").GetProperty("percent").GetProperty(course).TryGetProperty(audience, out var percent))
                    Assert.Equal(Numbers(percent), Parts(figure, "share"));
            }
        var incidents = Expected.GetProperty("incidents");
        Same(incidents.GetProperty("total"), "incidents.total");
        Same(incidents.GetProperty("of_which_lex_sarah"), "incidents.viaLexSarah");
        Same(incidents.GetProperty("complaints_personal_data"), "complaints.personalData");
        Same(incidents.GetProperty("lost_mobile_devices"), "losses.total");
        Assert.Equal(Numbers(incidents.GetProperty("by_category")), Parts(figures["incidents.byCategory"], "value"));
        Assert.Equal(Numbers(Expected.GetProperty("plan_items")), Parts(figures["plan.items"], "value"));
        Assert.Equal(Numbers(Expected.GetProperty("dso_risks")), Parts(figures["recommendations.byStatus"], "value"));
        Same(Expected.GetProperty("improvements"), "improvements.total");
        Same(Expected.GetProperty("improvements_remaining"), "improvements.carriedOver");
        Same(Expected.GetProperty("vor_risks"), "risks.internalControl");
        Same(Expected.GetProperty("areas_without_risk"), "risks.withoutRisk");
        var drawn = Expected.GetProperty("drawn");
        Same(drawn.GetProperty("systems"), "systems.total");
        Same(drawn.GetProperty("systems_full_classification"), "classifications.full");
        Same(drawn.GetProperty("complaints_rows"), "complaints.total");
        Assert.Equal(drawn.GetProperty("systems_classified").GetInt32(), Value("systems.classified") + Value("classifications.later"));   // one is classified after the day of the figures

        void Same(JsonElement expected, string key) => Assert.Equal((key, expected.GetInt32()), (key, Value(key)));
        int Value(string key) => figures[key].GetProperty("value").GetInt32();
    }

    [Fact]
    public async Task Four_people_are_left_out_and_the_draft_says_why()
    {
        var draft = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(sample.Program.Written("html"), TestContext.Current.CancellationToken)).Body!.TextContent.Replace('\u00a0', ' ');
        Assert.Contains($"Ytterligare {Expected.GetProperty("training").GetProperty("excluded").GetProperty("Förtroendevald").GetProperty("count").GetInt32()} personer är inte med i statistiken", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Word_file_validates()
    {
        using var word = WordprocessingDocument.Open(sample.Program.Written("docx"), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(word, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    [Theory, InlineData("pdf"), InlineData("docx")]
    public async Task Two_exports_are_the_same_bytes(string format)
    {
        var again = Path.Combine(Path.GetDirectoryName(sample.Program.Written(format))!, $"again.{format}");
        var (code, _, refusal) = await sample.Program.AskAsync("sv", "review", "export", "--year", "2025", "--format", format, "--out", again);
        Assert.True(code is 0, refusal);
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(await File.ReadAllBytesAsync(sample.Program.Written(format), stop), await File.ReadAllBytesAsync(again, stop));
    }

    [Theory, InlineData("sv", "Ledningens genomgång ur årets register"), InlineData("en", "the management review from the year's registers")]
    public async Task Help_speaks_both_languages(string language, string says)
    {
        var (code, answer, _) = await sample.Program.AskAsync(language, "--help");
        Assert.Equal(0, code);
        Assert.Contains(says, answer, StringComparison.Ordinal);
        foreach (var verb in new[] { "serve", "demo", "migrate", "import", "figures", "review", "admin", "account" })
            Assert.Contains($"  {verb} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Se --help", "fly")]
    [InlineData(1, "finns inte", "import", "incidents", "ingen-sådan-fil.csv")]
    [InlineData(1, "Det finns ingen genomgång för 1999", "review", "export", "--year", "1999", "--format", "docx", "--out", "x.docx")]
    [InlineData(1, "nås från andra datorer utan TLS", "serve", "--urls", "http://0.0.0.0:5080")]
    public async Task What_cannot_be_done_is_said_with_an_exit_code(int code, string says, params string[] verb)
    {
        var said = await sample.Program.AskAsync("sv", verb);
        Assert.Equal(code, said.Code);
        Assert.Contains(says, said.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Refusal, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Numbers(JsonElement expected) => expected.EnumerateObject().Select(p => $"{p.Name} {p.Value.GetInt32()}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Parts(JsonElement figure, string what) =>
        figure.GetProperty("parts").EnumerateArray().Select(p => $"{p.GetProperty("label").GetString()} {p.GetProperty(what).GetDecimal():0}").Order(StringComparer.Ordinal);
}
