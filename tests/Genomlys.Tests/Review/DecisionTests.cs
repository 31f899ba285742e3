using System.Net;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.Review;
using Genomlys.Review.Decision;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>A review is decided by whoever may, who has not written it, and who has shown who he is; then it does not change, and what is wrong is corrected by a new edition.</summary>
public sealed class DecisionTests
{
    private const string Page = "/review/2025/decide";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_review_is_frozen_by_one_decided_by_another_and_corrected_by_a_new_edition(string provider)
    {
        await using var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        var id = await Reviews.BeginAsync(app, unit, isFilled: true);
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        using var director = await Person.WithAsync(app, "chef", [AccessRole.Director], unit);
        await Person.StrengthenAllAsync(app);

        // a draft is not decided, and a coordinator decides on nothing
        Assert.Contains("inte fryst", await DecideAsync(director), StringComparison.Ordinal);
        Assert.Equal(303, (int)(await coordinator.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-15"))).StatusCode);
        Assert.Equal(403, (int)(await coordinator.SubmitAsync("/review/2025", Page, ("act", "decide"), ("by", "Samordnaren"))).StatusCode);

        // whoever decides shows who he is again when it was long ago
        app.Clock.Pass(TimeSpan.FromMinutes(6));
        using (var asked = await director.SubmitAsync(Page, Page, ("act", "decide"), ("by", "Förvaltningschefen")))
            Assert.StartsWith("/account/prove", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(ReviewState.Frozen, await StateAsync(app));
        Assert.Equal(303, (int)(await director.SubmitAsync("/account/prove", "/account/prove", ("password", Person.Password), ("back", Page))).StatusCode);

        Assert.Contains("titel och namn", await DecideAsync(director, ""), StringComparison.Ordinal);
        using (var decided = await director.SubmitAsync(Page, Page, ("act", "decide"), ("by", "Eva Ek, förvaltningschef"), ("reference", "LIN 2025/1")))
            Assert.EndsWith("_done=Decided", decided.Headers.Location!.ToString(), StringComparison.Ordinal);

        // what is decided stands still
        var text = await FileAsync(director, 1, "txt");
        Assert.Contains("Beslutad av Eva Ek, förvaltningschef den 2025-11-20, dnr LIN 2025/1.", text, StringComparison.Ordinal);
        Assert.Equal(409, (int)(await coordinator.SubmitAsync("/review/2025/city", "/review/2025/city", ("markdown", "Efteråt."), ("_version", "0"))).StatusCode);
        Assert.Equal(409, (int)(await coordinator.SubmitAsync("/review/2025/city", "/review/2025/freeze", ("asOf", "2025-11-15"))).StatusCode);
        Assert.Equal(409, (int)(await coordinator.SubmitAsync("/review/2025/city", "/review/2025/thaw")).StatusCode);
        Assert.Equal(text, await coordinator.Browser.GetStringAsync(new Uri("/review/2025/export.txt", UriKind.Relative), Stop));

        // a correction says what it corrects, and is decided anew; the first stays
        Assert.Equal(422, (int)(await coordinator.SubmitAsync(Page, "/review/2025/correct", ("reason", " "))).StatusCode);
        Assert.Equal(303, (int)(await coordinator.SubmitAsync(Page, "/review/2025/correct", ("reason", "Fel summa i kapitel 1.2.5."))).StatusCode);
        Assert.Equal(303, (int)(await coordinator.SubmitAsync("/review/2025/city", "/review/2025/city", ("markdown", "Rättad text."), ("_version", "1"))).StatusCode);
        Assert.Equal(303, (int)(await coordinator.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-16"))).StatusCode);
        using (var again = await director.SubmitAsync(Page, Page, ("act", "decide"), ("by", "Eva Ek, förvaltningschef"), ("reference", "LIN 2025/1")))
            Assert.EndsWith("_done=Decided", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(text, await FileAsync(director, 1, "txt"));
        var second = await FileAsync(director, 2, "txt");
        Assert.Contains("Utgåva 2 rättar utgåva 1: Fel summa i kapitel 1.2.5.", second, StringComparison.Ordinal);
        Assert.Contains("Rättad text.", second, StringComparison.Ordinal);
        Assert.Contains("ersatt av en senare", await director.Browser.GetStringAsync(new Uri(Page, UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Equal(2, await app.Use(async services => { services.GetRequiredService<Viewer>().BeProgram(); return (await services.GetRequiredService<GenomlysDb>().Reviews.SingleAsync(r => r.Id == id, Stop)).Edition; }));
    }

    [Fact]
    public async Task An_error_that_stands_is_mended_or_accepted_before_the_review_is_decided()
    {
        await using var app = new TestApp();
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await Reviews.BeginAsync(app, unit);
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        using var director = await Person.WithAsync(app, "chef", [AccessRole.Director], unit);
        await Person.StrengthenAllAsync(app);
        await coordinator.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-15"));
        Assert.Contains("Kontrollerna visar fel", await DecideAsync(director), StringComparison.Ordinal);
        Assert.Equal(ReviewState.Frozen, await StateAsync(app));
    }

    [Fact]
    public async Task Whoever_froze_a_review_does_not_decide_it()
    {
        await using var app = new TestApp();
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await Reviews.BeginAsync(app, unit, isFilled: true);
        using var both = await Person.WithAsync(app, "bada", [AccessRole.Coordinator, AccessRole.Director], unit);
        await Person.StrengthenAllAsync(app);
        Assert.Equal(303, (int)(await both.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-15"))).StatusCode);
        Assert.Contains("någon annan behöver besluta", await DecideAsync(both), StringComparison.Ordinal);
        Assert.Equal(ReviewState.Frozen, await StateAsync(app));
    }

    [Fact]
    public async Task A_director_decides_for_his_own_unit_and_no_other()
    {
        await using var app = new TestApp();
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var units = await Planting.UnitsAsync(app, "A/", "B/");
        await Reviews.BeginAsync(app, units[0], isFilled: true);
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], units[0]);
        using var other = await Person.WithAsync(app, "annan", [AccessRole.Director], units[1]);
        await Person.StrengthenAllAsync(app);
        await coordinator.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-15"));
        Assert.Equal(404, await other.StatusAsync(Page));
        Assert.Equal(404, (int)(await other.SubmitAsync("/account", Page, ("act", "decide"), ("by", "Annan"))).StatusCode);
        Assert.Equal(ReviewState.Frozen, await StateAsync(app));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_files_of_a_decided_edition_are_those_whose_hash_was_kept_and_are_never_changed(string provider)
    {
        await using var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await Reviews.BeginAsync(app, unit, isFilled: true);
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        using var director = await Person.WithAsync(app, "chef", [AccessRole.Director], unit);
        await Person.StrengthenAllAsync(app);
        await coordinator.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-15"));
        Assert.EndsWith("_done=Decided", await DecideAsync(director), StringComparison.Ordinal);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            var files = await db.DecidedFiles.ToListAsync(Stop);
            Assert.Equal(ReviewExport.Formats.Append("zip").Order(), files.Select(f => f.Name.Split('.')[^1]).Order());
            Assert.All(files, f => Assert.Equal(f.Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(f.Content))));
            db.Entry(files[0]).Property(f => f.Content).CurrentValue = [1];
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Stop));
            return 0;
        });
        Assert.Equal(404, await director.StatusAsync("/review/2025/editions/2/ledningens-genomgang-2025.txt"));
        Assert.Equal(404, await director.StatusAsync("/review/2025/editions/1/annat.txt"));
    }

    [Fact]
    public void A_proposal_is_decided_when_all_that_the_decision_needs_is_said()
    {
        var ruling = ProposalRuling.Of(new ManagementReview { Id = default, Year = 2025, TemplateId = default, AsOf = default }, "improvements", new DecisionPoint(Guid.CreateVersion7(), "Förslag", "", null, "/"), null);
        Assert.Equal("Lacks.Verdict", ruling.Lacks());
        foreach (var (said, lacks) in new (SaidOfProposal, string?)[]
        {
            (new(Verdict.Approved, "", "", "", null, null), "Lacks.Owner"), (new(Verdict.Approved, "", "", "Chefen", null, null), "Lacks.Due"), (new(Verdict.Approved, "", "", "Chefen", new(2026, 6, 1), null), null),
            (new(Verdict.Changed, " ", "", "Chefen", new(2026, 6, 1), null), "Lacks.Wording"), (new(Verdict.Changed, "Annat", "", "Chefen", new(2026, 6, 1), 5), null),
            (new(Verdict.Rejected, "", "", "", null, null), "Lacks.Reason"), (new(Verdict.Rejected, "", "Ingen budget", "", null, null), null),
        })
        {
            Assert.True(ruling.Say(said, null, default).IsDone);
            Assert.Equal(lacks, ruling.Lacks());
        }
        Assert.Equal("MoneyRange", ruling.Say(new(Verdict.Approved, "", "", "", null, -1), null, default).Problem);
        Assert.Equal("TooLong", ruling.Say(new(Verdict.Approved, new string('x', 4001), "", "", null, null), null, default).Problem);
    }

    private static async Task<string> DecideAsync(Person person, string by = "Förvaltningschefen")
    {
        using var answer = await person.SubmitAsync(Page, Page, ("act", "decide"), ("by", by));
        return answer.StatusCode is HttpStatusCode.SeeOther ? answer.Headers.Location!.ToString() : new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop)).Body!.TextContent;
    }

    private static Task<string> FileAsync(Person person, int edition, string format) => person.Browser.GetStringAsync(new Uri($"/review/2025/editions/{edition}/ledningens-genomgang-2025.{format}", UriKind.Relative), Stop);

    private static Task<ReviewState> StateAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return (await services.GetRequiredService<GenomlysDb>().Reviews.SingleAsync(Stop)).State;
    });
}
