using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Genomlys.Accounts.Roles;
using Genomlys.Incidents;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Incidents;

/// <summary>
/// One message reaches many, and all report it at once: each report is marked beside those that look alike, which others are marking too. No report is refused for that,
/// and nobody who decides on two reports meanwhile is.
/// </summary>
public sealed class AlikeAtOnceTests
{
    private const int Writers = 8, Each = 8;
    private const string Said = "Mejl som ber om inloggning till lönesystemet";
    private static readonly DateTime Noon = new(2025, 11, 3, 12, 0, 0);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task No_report_is_refused_for_what_others_report(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, ["A/"]))[0];
        var number = 0;
        await AtOnceAsync(app, AccessRole.Reporter, async (visit, _) =>
        {
            var (field, cookie) = await visit.TokenAsync("/reports/new");
            using var answer = await visit.AskAsync(HttpMethod.Post, "/reports/new", new FormUrlEncodedContent([new(Visit.TokenField, field), new("summary", Said), new("occurredAt", Earlier(ref number)), new("unit", $"{unit}")]), cookie);
            return answer.StatusCode;
        });
        await MarkedAsync(app);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task No_incident_of_a_form_or_a_program_is_refused_for_what_others_enter(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, ["A/"]))[0];
        var number = 0;
        await AtOnceAsync(app, AccessRole.Coordinator, async (visit, n) =>
        {
            var at = Earlier(ref number);
            var says = new Dictionary<string, string> { ["reference"] = at, ["channel"] = nameof(Channel.OwnForm), ["summary"] = Said, ["unit"] = $"{unit}", ["occurredAt"] = at };
            if (n % 2 is 0)
            {
                using var made = await visit.AskAsync(HttpMethod.Post, "/api/incidents", JsonContent.Create(says));
                return made.StatusCode is HttpStatusCode.Created ? HttpStatusCode.SeeOther : made.StatusCode;
            }
            var (field, cookie) = await visit.TokenAsync("/incidents/new");
            using var answer = await visit.AskAsync(HttpMethod.Post, "/incidents/new", new FormUrlEncodedContent([new(Visit.TokenField, field), .. says]), cookie);
            return answer.StatusCode;
        });
        await MarkedAsync(app);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whoever_decides_on_reports_or_changes_many_begins_again_when_another_saves_one_of_them(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, ["A/"]))[0];
        var (first, report) = (An.Incident(reference: "1", unit: unit), An.Incident(reference: "2", unit: unit));
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            db.AddRange(first, report);
            await db.SaveChangesAsync(Stop);
            db.ChangeTracker.Clear();

            Assert.True((await new Duplicates(db, new Meanwhile(() => NoteAsync("Sedd av en annan"))).ConfirmAsync(report.Id, first.Id, Stop))!.Value.IsDone);
            var tries = 0;
            db.SavingChanges += (_, _) =>
            {
                if (tries++ is 0)
                    NoteAsync("Sedd av en till").GetAwaiter().GetResult();
            };
            var done = await services.GetRequiredService<IncidentRegister>().ChangeAllAsync(db, Selection.All, "status", nameof(IncidentStatus.Investigating), save: true, default, Stop);
            Assert.Equal((2, 0, 2), (done.Changed, done.Refusals.Count, tries));

            var kept = await db.Incidents.AsNoTracking().SingleAsync(i => i.Id == report.Id, Stop);
            Assert.Equal((first.Id, "Sedd av en till", IncidentStatus.Investigating), (kept.SameAsId, kept.Note, kept.Status));
            return 0;
        });

        Task<int> NoteAsync(string note) => app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            (await db.Incidents.SingleAsync(i => i.Id == report.Id, Stop)).Note = note;
            return await db.SaveChangesAsync(Stop);
        });
    }

    /// <summary>Somebody else does something when the time is asked for, once.</summary>
    private sealed class Meanwhile(Func<Task> act) : TimeProvider
    {
        private bool isDone;

        public override DateTimeOffset GetUtcNow()
        {
            if (!isDone)
                act().GetAwaiter().GetResult();
            isDone = true;
            return base.GetUtcNow();
        }
    }

    /// <summary>The later in coming is the earlier in the day, so that the others become the ones to be marked.</summary>
    private static string Earlier(ref int number) => $"{Noon.AddMinutes(-Interlocked.Increment(ref number)):yyyy-MM-ddTHH:mm}";

    private static async Task AtOnceAsync(TestApp app, AccessRole role, Func<Visit, int, Task<HttpStatusCode>> report)
    {
        var answers = new ConcurrentBag<HttpStatusCode>();
        var visits = new List<Visit>();
        for (var n = 0; n < Writers; n++)
            visits.Add(await Visit.AsAsync(app, $"person{n}", role));
        await Task.WhenAll(visits.Select(async visit =>
        {
            for (var n = 0; n < Each; n++)
                answers.Add(await report(visit, n));
        }));
        visits.ForEach(v => v.Dispose());
        Assert.Equal([(HttpStatusCode.SeeOther, Writers * Each)], answers.CountBy(a => a).Select(a => (a.Key, a.Value)));
    }

    /// <summary>All are there, the first of the day is not marked, others are, and each is told of as often as it was changed.</summary>
    private static Task MarkedAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var reports = await db.Incidents.AsNoTracking().OrderBy(i => i.OccurredAt).Select(i => new { Id = i.Id.Value, i.IsSuspected, Version = EF.Property<int>(i, "Version") }).ToListAsync(Stop);
        Assert.Equal(Writers * Each, reports.Count);
        Assert.False(reports[0].IsSuspected);
        Assert.Contains(reports, r => r.IsSuspected);
        var told = (await db.Set<Genomlys.Shared.Audit.AuditEvent>().AsNoTracking().Where(e => e.Register == "incidents").Select(e => e.RecordId!.Value).ToListAsync(Stop)).CountBy(id => id).ToDictionary();
        Assert.All(reports, r => Assert.Equal(r.Version, told[r.Id]));
        return 0;
    });
}
