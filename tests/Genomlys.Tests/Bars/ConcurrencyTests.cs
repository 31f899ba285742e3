using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.Assets;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.AuditLog;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 19: two who change the same thing at once. One is told that he came too late, and what is saved by now; nothing is written over unseen.</summary>
[Trait("Bar", "19")]
public sealed class ConcurrencyTests
{
    private const int Rounds = 500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_two_who_save_at_once_one_wins_and_the_other_is_told(string provider)
    {
        await using var app = TestApp.On(provider);
        var id = await Logged.SystemAsync(app, "Ekot");
        using var anna = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        using var bo = await Visit.AsAsync(app, "bo", AccessRole.Coordinator);
        var wrong = new List<string>();
        for (var version = 1; version <= Rounds; version++)
        {
            var answers = await Task.WhenAll(ChangeAsync(anna, version, "Annas"), ChangeAsync(bo, version, "Bos"));
            if (answers.Count(a => a.Status is HttpStatusCode.OK) != 1 || answers.Count(a => a.Status is HttpStatusCode.PreconditionFailed) != 1)
                wrong.Add($"{version}: {answers[0].Status}, {answers[1].Status}");
            var winner = answers[0].Status is HttpStatusCode.OK ? "Annas" : "Bos";
            if (await NameAsync() != $"{winner} {version}")
                wrong.Add($"{version}: {winner} won, and {await NameAsync()} is saved");
            if (!answers.Single(a => a.Status is HttpStatusCode.PreconditionFailed).Body.Contains($"\"now\":{{\"name\":\"{winner} {version}\"}}", StringComparison.Ordinal))
                wrong.Add($"{version}: the loser is not told what is saved");
        }
        Bar.None(19, provider, wrong, "of 500 rounds of two editors, overwritten unseen or not told");

        async Task<(HttpStatusCode Status, string Body)> ChangeAsync(Visit who, int version, string name)
        {
            using var answer = await who.AskAsync(HttpMethod.Patch, $"/api/systems/{id}", JsonContent.Create(new { name = $"{name} {version}" }), also: r => r.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\""));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }

        Task<string> NameAsync() => app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return await services.GetRequiredService<GenomlysDb>().Set<BusinessSystem>().AsNoTracking().Select(s => s.Name).SingleAsync(Stop);
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_stale_form_is_given_back_with_what_was_written_and_what_is_saved(string provider)
    {
        await using var app = TestApp.On(provider);
        var id = await Logged.SystemAsync(app, "Ekot");
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        var (field, cookie) = await visit.TokenAsync($"/systems/{id}/edit");
        Assert.Equal("303", (await SubmitAsync("Först")).Status);
        var (status, html) = await SubmitAsync("Sedan");
        var page = new HtmlParser().ParseDocument(html);
        Assert.Equal(("200", "Sedan"), (status, page.QuerySelector("[name=name]")!.GetAttribute("value")));
        Assert.Contains("Först", page.QuerySelector("main form")!.TextContent, StringComparison.Ordinal);
        Bar.Hold(19, provider, 0, 0, true, "stale forms that lose what was written");

        async Task<(string Status, string Html)> SubmitAsync(string name)
        {
            using var answer = await visit.AskAsync(HttpMethod.Post, $"/systems/{id}/edit", new FormUrlEncodedContent([new(Visit.TokenField, field), new("_version", "1"), new("reference", "S-Ekot"), new("name", name)]), cookie);
            return ($"{(int)answer.StatusCode}", await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    /// <summary>Every change and archiving of every register, as the API describes itself.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_change_that_says_no_version_is_refused(string provider)
    {
        await using var app = TestApp.On(provider);
        using var visit = await Visit.AsAsync(app, "anna", Enum.GetValues<AccessRole>());
        var (tried, wrong) = (0, new List<string>());
        foreach (var register in await app.Use(services => Task.FromResult(services.GetRequiredService<Genomlys.Shared.Registers.RegisterBook>().All)))
            foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Delete })
            {
                using var answer = await visit.AskAsync(method, $"/api{register.Path}/{Guid.CreateVersion7()}", method == HttpMethod.Patch ? JsonContent.Create(new Dictionary<string, string>()) : null);
                tried++;
                if (answer.StatusCode is not (HttpStatusCode.PreconditionRequired or HttpStatusCode.Forbidden))
                    wrong.Add($"{method} {register.Path}: {(int)answer.StatusCode}");
            }
        Assert.True(tried > 40, $"{tried}");
        Bar.None(19, provider, wrong, "changes that say no version and are not refused with 428");
    }

    /// <summary>Two hundred who approve the same at once: it is approved once.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_two_hundred_who_archive_the_same_at_once_one_does(string provider)
    {
        await using var app = TestApp.On(provider);
        var id = await Logged.SystemAsync(app, "Ekot");
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var answer = await visit.AskAsync(HttpMethod.Delete, $"/api/systems/{id}", also: r => r.Headers.TryAddWithoutValidation("If-Match", "\"1\""));
            return answer.StatusCode;
        }));
        var events = (await Logged.EventsAsync(app, id)).Count;
        Bar.Hold(19, provider, answers.Count(a => a is HttpStatusCode.NoContent), 1, answers.Count(a => a is HttpStatusCode.NoContent) is 1 && events is 2, "of 200 who do the same at once, those who did it");
    }
}
