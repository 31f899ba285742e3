using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Genomlys.Accounts.Roles;
using Genomlys.Assets;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Idempotency;
using Genomlys.Tests.Bars;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>What is sent again is done once, and answered as it was (bar 20).</summary>
[Trait("Bar", "20")]
public sealed class IdempotencyTests
{
    private const int Rounds = 100, Again = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_key_is_carried_out_once_one_after_another(string provider)
    {
        await using var app = TestApp.On(provider);
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        var wrong = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var sent = System($"{round}");
            var first = await SendAsync(visit, HttpMethod.Post, "/api/systems", sent, $"make-{round}");
            Assert.Equal(HttpStatusCode.Created, first.Status);
            var (id, version) = Read(first.Body);
            var changed = new { name = $"Ekot {round}" };
            var second = await SendAsync(visit, HttpMethod.Patch, $"/api/systems/{id}", changed, $"change-{round}", version);
            var third = await SendAsync(visit, HttpMethod.Delete, $"/api/systems/{id}", null, $"archive-{round}", version + 1);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (second.Status, third.Status));
            for (var n = 0; n < (round < 5 ? Again : 1); n++)
            {
                Same(first, await SendAsync(visit, HttpMethod.Post, "/api/systems", sent, $"make-{round}"));
                Same(second, await SendAsync(visit, HttpMethod.Patch, $"/api/systems/{id}", changed, $"change-{round}", version));
                Same(third, await SendAsync(visit, HttpMethod.Delete, $"/api/systems/{id}", null, $"archive-{round}", version + 1));
            }
        }
        Bar.None(20, provider, wrong, "answers to what was sent again that are not as the first");
        await CountAsync(app, provider, Rounds, Rounds * 3, "made, changed and archived, one after another");

        void Same(Answer was, Answer now)
        {
            if (was != now)
                wrong.Add($"{was} became {now}");
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_key_is_carried_out_once_all_at_the_same_time(string provider)
    {
        await using var app = TestApp.On(provider);
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        var wrong = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var sent = System($"{round}");
            var answers = await Task.WhenAll(Enumerable.Range(0, Again).Select(_ => SendAsync(visit, HttpMethod.Post, "/api/systems", sent, $"make-{round}")));
            wrong.AddRange(answers.Where(a => a != answers[0] || a.Status is not HttpStatusCode.Created).Select(a => $"{a}"));
        }
        Bar.None(20, provider, wrong, "answers to the same request ten times at once that are not one and the same");
        await CountAsync(app, provider, Rounds, Rounds, "made, ten times at once");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_form_that_is_sent_twice_is_saved_once_and_leads_to_the_same_page(string provider)
    {
        await using var app = TestApp.On(provider);
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        var (field, cookie) = await visit.TokenAsync("/systems/new");
        var wrong = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => await SubmitAsync($"Ekot {round}")));
            wrong.AddRange(answers.Where(a => a != answers[0] || !a.EndsWith("?_saved=true", StringComparison.Ordinal)));
        }
        Bar.None(20, provider, wrong, "forms sent three times at once that do not lead to the one page");
        await CountAsync(app, provider, Rounds, Rounds, "saved, the form sent three times at once");

        async Task<string> SubmitAsync(string name)
        {
            using var answer = await visit.AskAsync(HttpMethod.Post, "/systems/new", new FormUrlEncodedContent([new(Visit.TokenField, field), new("reference", $"F-{name}"), new("name", name)]), cookie);
            return answer.Headers.Location?.ToString() ?? $"{(int)answer.StatusCode}";
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Another_content_another_person_and_what_was_refused_are_not_repeats(string provider)
    {
        await using var app = TestApp.On(provider);
        using var anna = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        using var bo = await Visit.AsAsync(app, "bo", AccessRole.Coordinator);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(anna, HttpMethod.Post, "/api/systems", new { reference = "S-1" }, "k")).Status);   // no name
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(anna, HttpMethod.Post, "/api/systems", System("1"), "k")).Status);
        var other = await SendAsync(anna, HttpMethod.Post, "/api/systems", System("2"), "k");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("ny nyckel", other.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(bo, HttpMethod.Post, "/api/systems", System("3"), "k")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(bo, HttpMethod.Post, "/api/systems", System("4"), new string('k', 201))).Status);
        await CountAsync(app, provider, 2, 2, "of two people with the same key");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Keys_are_forgotten_after_a_week(string provider)
    {
        await using var app = TestApp.On(provider);
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        await SendAsync(visit, HttpMethod.Post, "/api/systems", System("1"), "k");
        Assert.Equal((0, 1), (await ForgetAsync(TimeSpan.Zero), await ForgetAsync(TimeSpan.FromSeconds(1))));

        Task<int> ForgetAsync(TimeSpan later) => app.Use(async services => await IdempotencyCleaning.ForgetAsync(services.GetRequiredService<GenomlysDb>(), app.Clock.GetUtcNow() + later, Stop));
    }

    private static object System(string name) => new { reference = $"S-{name}", name = $"Kajen {name}" };

    private static (string Id, int Version) Read(string body)
    {
        var saved = JsonDocument.Parse(body).RootElement;
        return (saved.GetProperty("id").GetString()!, saved.GetProperty("version").GetInt32());
    }

    private static async Task<Answer> SendAsync(Visit visit, HttpMethod method, string address, object? body, string key, int? version = null)
    {
        using var answer = await visit.AskAsync(method, address, body is null ? null : JsonContent.Create(body), also: request =>
        {
            request.Headers.Add(OneRequest.Header, key);
            if (version is not null)
                request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        });
        return new(answer.StatusCode, answer.Headers.Location?.ToString(), answer.Headers.ETag?.ToString(), await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task CountAsync(TestApp app, string provider, int records, int events, string what) => await app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var (made, told) = (await db.Set<BusinessSystem>().IgnoreQueryFilters().CountAsync(Stop), await db.Set<AuditEvent>().IgnoreQueryFilters().CountAsync(e => e.Register == "systems", Stop));
        Bar.Hold(20, provider, made - records + told - events, 0, made == records && told == events, $"effects too many or too few: {what}");
        return 0;
    });

    private sealed record Answer(HttpStatusCode Status, string? Location, string? Tag, string Body);
}
