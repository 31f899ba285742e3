using Genomlys.Audits;
using Genomlys.Review.Reading;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Audits;

/// <summary>What an earlier report says that an audit asked for becomes a recommendation when a person accepts it.</summary>
public sealed class AuditReadingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_accepted_becomes_a_recommendation_that_leads_back_to_its_line(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app, "ekhaga-2025.txt");
        var pieces = await PiecesAsync(app, ReadKind.Recommendation);
        foreach (var piece in pieces)
            await ActAsync(app, page, piece, "accept");

        var records = await app.Use(s => s.GetRequiredService<GenomlysDb>().AuditRecommendations.AsNoTracking().OrderBy(r => r.Number).ToListAsync(Stop));
        Assert.Equal([("RVK 2025/44", "1", 2025, "Säkerställa att alla system klassas före driftsättning"), ("RVK 2025/44", "2", 2025, "Upprätta en samlad förteckning över personuppgiftsbiträdesavtal")],
            records.Select(r => (r.Reference, r.Number, r.Year, r.Text)));
        Assert.All(records, r => Assert.Null(r.Source));   // the report's words are no kind of source: a person says it
        Assert.NotNull((await app.PageAsync($"/audits/{records[0].Id}")).QuerySelector($"a[href='{page}#l{pieces[0].FirstLine}']"));

        await ActAsync(app, page, pieces[1], "return");
        Assert.Equal(1, await app.Use(s => s.GetRequiredService<GenomlysDb>().AuditRecommendations.CountAsync(Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Without_a_registry_number_it_is_refused_until_a_person_says_it(string provider)
    {
        await using var app = TestApp.On(provider);
        var page = await ReadAsync(app, "granas-2024.txt");
        var piece = (await PiecesAsync(app, ReadKind.Recommendation))[0];
        await ActAsync(app, page, piece, "accept");
        Assert.Contains("Diarienummer", (await app.PageAsync(page)).QuerySelector($"#p-{piece.Place} [role=alert]")!.TextContent, StringComparison.Ordinal);

        await ActAsync(app, page, piece, "accept", ("says.diary", "GR 2024/5"));
        var record = await app.Use(s => s.GetRequiredService<GenomlysDb>().AuditRecommendations.AsNoTracking().SingleAsync(Stop));
        Assert.Equal(("GR 2024/5", "1", 2024), (record.Reference, record.Number, record.Year));
    }

    [Fact]
    public async Task What_the_data_protection_officer_asks_for_is_none_of_an_audits()
    {
        await using var app = new TestApp();
        var page = await ReadAsync(app, "sjovik-2023.txt");
        Assert.Single(await PiecesAsync(app, ReadKind.Recommendation));
        var officers = await PiecesAsync(app, ReadKind.OfficersRecommendation);
        Assert.Equal(["1", "2", "3", "4"], officers.Select(p => p.Says[ReadSays.Number]));
        await ActAsync(app, page, officers[0], "accept");
        Assert.Contains("Antecknad här", (await app.PageAsync(page)).QuerySelector($"#p-{officers[0].Place}")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await app.Use(s => s.GetRequiredService<GenomlysDb>().AuditRecommendations.CountAsync(Stop)));
    }

    private static async Task<string> ReadAsync(TestApp app, string report)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports", report), Stop);
        var (response, _) = await app.SubmitAsync("/review/readings", [], form: "form.record", file: (report, content));
        return response.RequestMessage!.RequestUri!.AbsolutePath is "/review/readings" ? response.Headers.Location!.ToString() : response.RequestMessage.RequestUri.AbsolutePath;
    }

    private static Task ActAsync(TestApp app, string page, ReadPiece piece, string act, params (string Name, string Value)[] says) =>
        app.SubmitAsync(page, says.ToDictionary(s => s.Name, s => s.Value), act, $"#p-{piece.Place} form");

    private static Task<List<ReadPiece>> PiecesAsync(TestApp app, ReadKind kind) =>
        app.Use(s => s.GetRequiredService<GenomlysDb>().ReadPieces.AsNoTracking().Where(p => p.Kind == kind).OrderBy(p => p.Place).ToListAsync(Stop));
}
