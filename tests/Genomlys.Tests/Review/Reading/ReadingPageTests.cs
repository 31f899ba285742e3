using System.Net;
using System.Text;
using Genomlys.Improvements;
using Genomlys.Review.Reading;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Reading;

/// <summary>A report is sent, and what a person accepts of it enters its register with its place in the report.</summary>
public sealed class ReadingPageTests
{
    private static readonly byte[] Report = File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports/granas-2024.txt"));

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_accepted_becomes_a_record_of_the_reports_year_that_leads_back_to_its_line(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app);
        Assert.Equal(0, await CountAsync(app));

        var piece = await PieceAsync(app, ReadKind.Improvement, "Gör konsekvensbedömning");
        await ActAsync(app, page, piece, "accept");

        var record = await OneAsync(app);
        Assert.Equal(("2024:2", "Gör konsekvensbedömning av lärplattformen"), (record.Reference, record.Name));
        Assert.Null(record.Verdict);
        var origin = (await app.PageAsync($"/improvements/{record.Id}")).QuerySelector($"a[href='{page}#l{piece.FirstLine}']");
        Assert.Equal("granas-2024.txt", origin?.TextContent);
        Assert.NotNull((await app.PageAsync(page)).QuerySelector($"#p-{piece.Place} a[href='/improvements/{record.Id}']"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_someone_has_changed_holds_and_undone_it_leaves_the_register(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app);
        var piece = await PieceAsync(app, ReadKind.Improvement, "Gör konsekvensbedömning");
        await ActAsync(app, page, piece, "accept", ("says.name", "Konsekvensbedömning"), ("says.rank", "7"));
        Assert.Equal(("2024:7", "Konsekvensbedömning"), (await OneAsync(app) is var record ? record.Reference : "", record.Name));

        await ActAsync(app, page, piece, "return");
        Assert.Equal(0, await CountAsync(app));
        Assert.Equal(PieceState.Proposed, (await PieceAsync(app, ReadKind.Improvement, "Konsekvensbedömning")).State);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_same_file_opens_what_is_there_and_the_same_record_is_not_added_twice(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app);
        Assert.Equal(page, await ReadAsync(app));
        var piece = await PieceAsync(app, ReadKind.Improvement, "Gör konsekvensbedömning");
        await ActAsync(app, page, piece, "accept");

        var other = await ReadAsync(app, [.. Report, .. "\nTillägg.\n"u8]);
        Assert.NotEqual(page, other);
        await ActAsync(app, other, piece, "accept");
        Assert.Equal(1, await CountAsync(app));
        Assert.Contains("Fanns redan", (await app.PageAsync(other)).QuerySelector($"#p-{piece.Place}")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_the_register_refuses_says_why_at_the_piece_and_overwrites_nothing(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app);
        var (first, second) = (await PieceAsync(app, ReadKind.Improvement, "Ta fram"), await PieceAsync(app, ReadKind.Improvement, "Gör konsekvensbedömning"));
        await ActAsync(app, page, first, "accept");
        await ActAsync(app, page, second, "accept", ("says.rank", "1"));
        Assert.Contains("samma beteckning", await ProblemAsync(second), StringComparison.Ordinal);
        Assert.StartsWith("Ta fram", (await OneAsync(app)).Name, StringComparison.Ordinal);

        await ActAsync(app, page, second, "accept", ("says.rank", "två"));
        Assert.Contains("två", await ProblemAsync(second), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(app));

        async Task<string> ProblemAsync(ReadPiece piece) => (await app.PageAsync(page)).QuerySelector($"#p-{piece.Place} [role=alert]")!.TextContent;
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_chapter_is_accepted_at_once_but_not_what_has_been_skipped(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app);
        var skipped = await PieceAsync(app, ReadKind.Improvement, "Ta fram");
        await ActAsync(app, page, skipped, "skip");
        await SendAsync(app, page, $"{page}/accept", ("chapter", $"{skipped.ChapterLine}"));
        Assert.Equal(["2024:2", "2024:3"], await app.Use(async s => await s.GetRequiredService<GenomlysDb>().Proposals.OrderBy(p => p.Rank).Select(p => p.Reference).ToListAsync()));
        Assert.Equal(PieceState.Skipped, (await PieceAsync(app, ReadKind.Improvement, "Ta fram")).State);
    }

    [Fact]
    public async Task What_no_register_takes_is_noted_with_its_place()
    {
        await using var app = new TestApp();
        var page = await ReadAsync(app);
        var figure = await PieceAsync(app, ReadKind.Figure, "");
        await ActAsync(app, page, figure, "accept");
        Assert.Contains("Antecknad här", (await app.PageAsync(page)).QuerySelector($"#p-{figure.Place}")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await app.PageAsync(page)).QuerySelector($"#l{figure.FirstLine} mark.accepted"));
    }

    [Fact]
    public async Task Another_unit_neither_reads_it_nor_changes_it()
    {
        await using var app = new TestApp();
        var page = await ReadAsync(app);
        var own = (await Planting.UnitsAsync(app, "A/", "B/"))[0];
        await app.Use(async s => await s.GetRequiredService<GenomlysDb>().ReadReports.ExecuteUpdateAsync(r => r.SetProperty(x => x.UnitId, own)));
        foreach (var (viewer, status) in new[] { ("A/", HttpStatusCode.OK), ("B/", HttpStatusCode.NotFound) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.Add("X-Test-Path", viewer);
            using var response = await app.Browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_report_is_refused_in_words()
    {
        await using var app = new TestApp();
        var (response, page) = await app.SubmitAsync("/review/readings", [], form: "form.record", file: ("brev.txt", Encoding.UTF8.GetBytes("Ett vanligt brev utan kapitel.")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("kallar sig inte", page.QuerySelector(".notice.problem")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(TestApp app, byte[]? content = null)
    {
        var (response, _) = await app.SubmitAsync("/review/readings", [], form: "form.record", file: ("granas-2024.txt", content ?? Report));
        return response.RequestMessage!.RequestUri!.AbsolutePath is "/review/readings" ? response.Headers.Location!.ToString() : response.RequestMessage.RequestUri.AbsolutePath;
    }

    private static Task ActAsync(TestApp app, string page, ReadPiece piece, string act, params (string Name, string Value)[] says) =>
        app.SubmitAsync(page, says.ToDictionary(s => s.Name, s => s.Value), act, $"#p-{piece.Place} form");

    private static async Task SendAsync(TestApp app, string page, string action, params (string Name, string Value)[] says) =>
        await app.SubmitAsync(page, says.ToDictionary(s => s.Name, s => s.Value), form: $"form[action='{action}']:has(input[value='{says[0].Value}'])");

    private static Task<ReadPiece> PieceAsync(TestApp app, ReadKind kind, string begins) => app.Use(async s =>
        (await s.GetRequiredService<GenomlysDb>().ReadPieces.AsNoTracking().Where(p => p.Kind == kind).OrderBy(p => p.ReportId).ThenBy(p => p.Place).ToListAsync()).First(p => p.Name.StartsWith(begins, StringComparison.Ordinal)));

    private static Task<int> CountAsync(TestApp app) => app.Use(async s => await s.GetRequiredService<GenomlysDb>().Proposals.CountAsync());

    private static Task<ImprovementProposal> OneAsync(TestApp app) => app.Use(async s => await s.GetRequiredService<GenomlysDb>().Proposals.AsNoTracking().SingleAsync());
}
