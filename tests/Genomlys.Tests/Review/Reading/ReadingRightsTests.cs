using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.DataProtection;
using Genomlys.Improvements;
using Genomlys.Review.Reading;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Reading;

/// <summary>What a read report says is ruled on by whoever keeps the register it belongs in: the officer's risks by the officer, the rest by the coordinator.</summary>
public sealed class ReadingRightsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_officer_takes_and_leaves_the_risks_of_his_own_report(string provider)
    {
        await using var app = await ReadInAsync(provider);
        var (first, second) = (app.Risks[0], app.Risks[1]);
        Assert.Contains(app.Page, await app.Officer.Browser.GetStringAsync(new Uri("/review/readings", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.NotNull((await app.PageAsync(app.Officer)).QuerySelector($"#p-{first.Place} button[value=accept]"));
        Assert.Equal(303, await app.ActAsync(app.Officer, first, "accept"));
        Assert.Equal(303, await app.ActAsync(app.Officer, second, "skip"));
        Assert.Equal([first.Name], await app.RecommendationsAsync());
        Assert.Equal((PieceState.Accepted, PieceState.Skipped), (await app.StateAsync(first), await app.StateAsync(second)));
        Assert.Equal(303, await app.ActAsync(app.Officer, first, "return"));
        Assert.Empty(await app.RecommendationsAsync());
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_officer_is_told_why_the_rest_is_for_others(string provider)
    {
        await using var app = await ReadInAsync(provider);
        var piece = (await app.PageAsync(app.Officer)).QuerySelector($"#p-{app.Improvement.Place}")!;
        Assert.Empty(piece.QuerySelectorAll("button"));
        Assert.Contains("Den som får läsa in uppgifter i registret Förbättringsförslag tar ställning", piece.TextContent, StringComparison.Ordinal);
        foreach (var act in new[] { "accept", "skip", "save", "return" })
            Assert.Equal(403, await app.ActAsync(app.Officer, app.Improvement, act));
        Assert.Equal(PieceState.Proposed, await app.StateAsync(app.Improvement));

        // nor many at a time, nor a report of his own choice
        Assert.Equal(303, (int)(await app.Officer.SubmitAsync("/account", $"{app.Page}/accept")).StatusCode);
        Assert.Equal((0, app.Risks.Count(r => r.Confidence is Confidence.High)), (await app.ImprovementsAsync(), (await app.RecommendationsAsync()).Count));
        Assert.Equal(403, (int)(await SendAsync(app.Officer)).StatusCode);
        Assert.Equal(403, (int)(await app.Officer.SubmitAsync("/account", $"/readings/{app.Page[^36..]}/edit", ("year", "2020"))).StatusCode);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_coordinator_is_told_that_the_officers_risks_are_the_officers(string provider)
    {
        await using var app = await ReadInAsync(provider);
        var piece = (await app.PageAsync(app.Coordinator)).QuerySelector($"#p-{app.Risks[0].Place}")!;
        Assert.Empty(piece.QuerySelectorAll("button"));
        Assert.Contains("tar ställning till förslaget", piece.TextContent, StringComparison.Ordinal);
        foreach (var act in new[] { "accept", "skip", "save", "return" })
            Assert.Equal(403, await app.ActAsync(app.Coordinator, app.Risks[0], act));
        Assert.Equal(303, (int)(await app.Coordinator.SubmitAsync("/account", $"{app.Page}/accept", ("chapter", $"{app.Risks[0].ChapterLine}"))).StatusCode);
        Assert.Empty(await app.RecommendationsAsync());
        Assert.All(app.Risks, risk => Assert.Null(risk.Problem));

        Assert.Equal(303, await app.ActAsync(app.Coordinator, app.Improvement, "accept"));
        Assert.Equal(1, await app.ImprovementsAsync());
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_who_follow_up_read_it_and_rule_on_nothing(string provider)
    {
        await using var app = await ReadInAsync(provider);
        Assert.Empty((await app.PageAsync(app.Director)).QuerySelectorAll(".piece button"));
        foreach (var piece in new[] { app.Risks[0], app.Improvement })
            Assert.Equal(403, await app.ActAsync(app.Director, piece, "skip"));
    }

    private sealed record Read(TestApp Host, string Page, IReadOnlyList<ReadPiece> Risks, ReadPiece Improvement, Person Officer, Person Coordinator, Person Director) : IAsyncDisposable
    {
        public async Task<IDocument> PageAsync(Person person) => new HtmlParser().ParseDocument(await person.Browser.GetStringAsync(new Uri(Page, UriKind.Relative), Stop));

        public async Task<int> ActAsync(Person person, ReadPiece piece, string act) => (int)(await person.SubmitAsync("/account", $"{Page}/pieces/{piece.Place}", ("act", act))).StatusCode;

        public Task<List<string>> RecommendationsAsync() => AskAsync(db => db.Recommendations.OrderBy(r => r.Number).Select(r => r.Risk).ToListAsync(Stop));

        public Task<int> ImprovementsAsync() => AskAsync(db => db.Proposals.CountAsync(Stop));

        public Task<PieceState> StateAsync(ReadPiece piece) => AskAsync(db => db.ReadPieces.Where(p => p.Id == piece.Id).Select(p => p.State).SingleAsync(Stop));

        private Task<T> AskAsync<T>(Func<GenomlysDb, Task<T>> ask) => Host.Use(services => { services.GetRequiredService<Viewer>().BeProgram(); return ask(services.GetRequiredService<GenomlysDb>()); });

        public async ValueTask DisposeAsync()
        {
            foreach (var person in new[] { Officer, Coordinator, Director })
                person.Dispose();
            await Host.DisposeAsync();
        }
    }

    private static async Task<Read> ReadInAsync(string provider)
    {
        var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        var (officer, coordinator) = (await Person.WithAsync(app, "ombud", [AccessRole.DataProtectionOfficer], unit), await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit));
        var director = await Person.WithAsync(app, "chef", [AccessRole.Director], unit);
        await Person.StrengthenAllAsync(app);
        using var sent = await SendAsync(coordinator);
        var pieces = await app.Use(services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return services.GetRequiredService<GenomlysDb>().ReadPieces.AsNoTracking().OrderBy(p => p.Place).ToListAsync(Stop);
        });
        return new(app, sent.Headers.Location!.ToString(), pieces.FindAll(p => p.Kind is ReadKind.OfficersRisk), pieces.First(p => p.Kind is ReadKind.Improvement), officer, coordinator, director);
    }

    private static async Task<HttpResponseMessage> SendAsync(Person person)
    {
        using var file = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports/ekhaga-2025.txt"), Stop));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain");
        using var token = new StringContent(await person.TokenAsync("/account"));
        using var form = new MultipartFormDataContent { { token, "__RequestVerificationToken" }, { file, "file", "ekhaga-2025.txt" } };
        return await person.Browser.PostAsync(new Uri("/review/readings", UriKind.Relative), form, Stop);
    }
}
