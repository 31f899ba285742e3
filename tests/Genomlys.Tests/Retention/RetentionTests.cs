using System.Net;
using Genomlys.Incidents;
using Genomlys.Retention;
using Genomlys.Retention.Rules;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Attachments;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Retention;

/// <summary>Nothing goes but by decision, when someone has marked it, the time to think again has passed and nobody holds it; and then all of it goes.</summary>
public sealed class RetentionTests
{
    private const string Mark = "gallrasmig";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A record of every register that can be disposed of, changed once and with a file on it, is gone from every table; of what it said nothing is left, that it was there the log still says.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    [Trait("Bar", "26")]
    public async Task What_is_disposed_of_is_in_no_table(string provider)
    {
        await using var app = TestApp.On(provider);
        var records = await PlantAsync(app);
        await ArchiveAsync(app, records);
        foreach (var register in records.Keys)
            await DecideAsync(app, $"{register.Name}.archived");
        app.Clock.Pass(TimeSpan.FromDays(2));
        foreach (var register in records.Keys)
        {
            var (marked, _) = await app.SubmitAsync($"{register.Path}/retention", [], form: "main form");
            Assert.EndsWith("?_marked=1", marked.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        var before = await SingingAsync(app, Mark);
        Assert.True(before.Count >= records.Count);
        Assert.Equal(0, (await RoundAsync(app, many: true)).Records);   // it is too early
        await PassDaysAsync(app, 31);
        var done = await RoundAsync(app, many: true);
        var shared = await app.Use(services => Task.FromResult(services.GetRequiredService<RegisterBook>().All.Where(r => !r.IsDisposable).Select(r => TableOf(services, r.RecordType)).ToHashSet()));
        Bar.None(26, provider, [.. (await SingingAsync(app, Mark)).Where(t => !shared.Contains(t))], "tables that still say what was disposed of");
        Assert.Empty(app.OnDisk());
        var ids = records.Values.ToList();
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var (register, id) in records)
                Assert.Null(await register.StoredAsync(db, id, Stop));
            var told = await db.AuditEvents.IgnoreQueryFilters().Where(e => ids.Contains(e.RecordId!.Value)).ToListAsync(Stop);
            Assert.Equal(records.Count, told.Count(e => e.Kind is AuditKind.Disposed && e.Subject is "LK 2019/7" && e.Reason.EndsWith(" + 0", StringComparison.Ordinal)));
            var events = told.ConvertAll(e => e.Id);
            Assert.Equal(0, await db.AuditValues.CountAsync(v => events.Contains(v.EventId), Stop));
            var verified = await new AuditVerification(db, services.GetRequiredService<AuditKey>(), services.GetRequiredService<Sealing>()).VerifyAsync([], Stop);
            Assert.Empty(verified.Faults);
            return 0;
        });
        Assert.True(done.Records >= records.Count - 1, $"{done}: {string.Join(", ", done.Left)}");   // a classification goes with its system
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync($"/risks/{records.Single(r => r.Key.Name is "risks").Value}", Stop)).StatusCode);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_hold_wins_over_the_rule(string provider)
    {
        await using var app = TestApp.On(provider);
        var system = await MarkedAsync(app);
        var (unsaid, page) = await app.SubmitAsync($"{system}/retention", new() { ["reason"] = " " }, form: "main form:has([value=hold])");
        Assert.Equal(HttpStatusCode.OK, unsaid.StatusCode);
        Assert.Contains("Skriv varför.", page.Body!.TextContent, StringComparison.Ordinal);
        var (numbered, refused) = await app.SubmitAsync($"{system}/retention", new() { ["reason"] = "Gäller 640823-3234" }, form: "main form:has([value=hold])");
        Assert.Contains("Skriv inget personnummer här.", refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, numbered.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await app.SubmitAsync($"{system}/retention", new() { ["reason"] = "Tvist om avtalet" }, form: "main form:has([value=hold])")).Response.StatusCode);
        await PassDaysAsync(app, 60);
        Assert.Equal((0, 0), (await RoundAsync(app) is var held ? (held.Records, held.Left.Count) : default));
        var standing = (await app.PageAsync($"{system}/retention")).Body!.TextContent;
        Assert.Contains("Posten är undantagen från gallring: Tvist om avtalet", standing, StringComparison.Ordinal);
        Assert.Contains("Tvist om avtalet", (await app.PageAsync("/systems/retention")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await app.SubmitAsync($"{system}/retention", new() { ["reason"] = "Tvisten är avgjord" }, form: "main form:has([value=release])")).Response.StatusCode);
        await PassDaysAsync(app, 60);
        Assert.Equal(0, (await RoundAsync(app)).Records);   // it must be marked anew
        var told = (await app.PageAsync($"{system}/history")).Body!.TextContent;
        Assert.Contains("Undantagen från gallring", told, StringComparison.Ordinal);
        Assert.Contains("Tvisten är avgjord", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_to_preserve_or_one_that_has_ended_keeps_what_was_marked()
    {
        await using var app = TestApp.On("Sqlite");
        var system = await MarkedAsync(app);
        await DecideAsync(app, "systems.name-is-no-day", refused: true);
        await DecideAsync(app, "systems.archived", RetentionOutcome.Preserve, new DateOnly(2025, 11, 16));
        await PassDaysAsync(app, 40);
        Assert.Equal([("systems", "NotDue", 1)], (await RoundAsync(app)).Left);
        Assert.Equal(HttpStatusCode.OK, (await app.Browser.GetAsync(system, Stop)).StatusCode);
        Assert.Contains("Bevaras", (await app.PageAsync($"{system}/retention")).QuerySelector("#rules")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>What cannot be without the record goes with it, but not when it is held.</summary>
    [Fact]
    public async Task What_belongs_to_a_record_goes_with_it_unless_it_is_held()
    {
        await using var app = TestApp.On("Sqlite");
        var records = await PlantAsync(app);
        var (system, classified) = (records.Single(r => r.Key.Name is "systems"), records.Single(r => r.Key.Name is "classifications"));
        await ArchiveAsync(app, records);
        await DecideAsync(app, "systems.archived");
        app.Clock.Pass(TimeSpan.FromDays(2));
        Assert.EndsWith("?_marked=1", (await app.SubmitAsync("/systems/retention", [], form: "main form")).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await app.SubmitAsync($"/classifications/{classified.Value}/retention", new() { ["reason"] = "Utredning pågår" }, form: "main form:has([value=hold])")).Response.StatusCode);
        await PassDaysAsync(app, 31);
        Assert.Equal([("systems", "Needed", 1)], (await RoundAsync(app)).Left);
        await app.SubmitAsync($"/classifications/{classified.Value}/retention", new() { ["reason"] = "Utredningen är klar" }, form: "main form:has([value=release])");
        Assert.Equal(1, (await RoundAsync(app)).Records);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync($"/systems/{system.Value}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync($"/classifications/{classified.Value}", Stop)).StatusCode);
    }

    [Fact]
    public async Task So_many_at_once_wait_until_someone_says_they_are_meant()
    {
        await using var app = TestApp.On("Sqlite");
        for (var n = 0; n < 12; n++)
            await ArchiveAsync(app, await SystemAsync(app));
        await DecideAsync(app, "systems.archived");
        app.Clock.Pass(TimeSpan.FromDays(2));
        await app.SubmitAsync("/systems/retention", [], form: "main form");
        await PassDaysAsync(app, 31);
        Assert.Equal([("systems", "Many", 12)], (await RoundAsync(app)).Left);
        Assert.Equal(12, (await RoundAsync(app, many: true)).Records);
    }

    /// <summary>A clock that jumps forward would dispose of everything at once.</summary>
    [Fact]
    public async Task A_clock_that_has_just_jumped_disposes_of_nothing()
    {
        await using var app = TestApp.On("Sqlite");
        await MarkedAsync(app);
        await RoundAsync(app);
        app.Clock.Pass(TimeSpan.FromDays(40));
        Assert.Equal([("", "Clock", 1)], (await RoundAsync(app)).Left);
        app.Clock.Pass(TimeSpan.FromHours(23));
        Assert.Equal([("", "Clock", 1)], (await RoundAsync(app)).Left);
        app.Clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1, (await RoundAsync(app)).Records);
    }

    [Fact]
    public async Task What_is_due_is_old_enough_by_the_day_the_rule_counts_from()
    {
        await using var app = TestApp.On("Sqlite");
        var records = await PlantAsync(app);
        var incident = records.Single(r => r.Key.Name is "incidents");
        await DecideAsync(app, "incidents.occurredAt", years: 3);
        var occurred = await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return Period.DayOf(((Incident)(await incident.Key.StoredAsync(services.GetRequiredService<GenomlysDb>(), incident.Value, Stop))!).OccurredAt);
        });
        app.Clock.TurnTo(Period.StartOf(occurred.AddYears(3)) - TimeSpan.FromHours(1));
        Assert.Contains("Ingenting är gammalt nog.", (await app.PageAsync("/incidents/retention")).Body!.TextContent, StringComparison.Ordinal);
        app.Clock.Pass(TimeSpan.FromHours(1));
        var due = (await app.PageAsync("/incidents/retention")).QuerySelector($"main li:has(a[href='/incidents/{incident.Value}'])");
        Assert.Contains($"{occurred:yyyy-MM-dd}", due!.TextContent, StringComparison.Ordinal);   // two may be called the same
    }

    // ---- What is there, what is decided, and the program's rounds

    /// <summary>A record of every register that can be disposed of, which says the mark, was changed once and has a file on it.</summary>
    private static async Task<Dictionary<Register, Guid>> PlantAsync(TestApp app)
    {
        var records = await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var (db, planting, planted) = (services.GetRequiredService<GenomlysDb>(), new Planting(services), new Dictionary<Register, Guid>());
            var unit = (await Planting.UnitsAsync(db, "A/"))[0];
            foreach (var register in db.Registers.All.Where(r => r.IsDisposable))
                planted[register] = (await planting.RecordAsync(register, unit, Mark))!.Value;
            foreach (var (register, id) in planted)
                if (register.Fields.FirstOrDefault(f => f is { IsGiven: true, CanChange: true, IsReference: false, IsKey: false, Choices: [], Input: "text" or "textarea" }) is { } text)
                {
                    var saved = await register.SaveAsync(db, id, null, new Dictionary<string, object?> { [text.Key] = $"{Mark} igen" }, db.Now, Stop);
                    Assert.Equal(SaveStatus.Done, saved.Status);
                    db.ChangeTracker.Clear();
                }
            return planted;
        });
        foreach (var (register, id) in records)
            await app.KeptAsync($"{register.Path}/{id}", $"{Mark}.txt", Sent.Text(Mark));
        return records;
    }

    private static Task ArchiveAsync(TestApp app, Dictionary<Register, Guid> records) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        foreach (var (register, id) in records)
        {
            Assert.Equal(SaveStatus.Done, (await register.ArchiveAsync(db, id, null, false, db.Now, Stop)).Status);
            db.ChangeTracker.Clear();
        }
        return 0;
    });

    private static async Task<Dictionary<Register, Guid>> SystemAsync(TestApp app)
    {
        var address = await Sent.SystemAsync(app);
        return await app.Use(services => Task.FromResult(new Dictionary<Register, Guid> { [services.GetRequiredService<RegisterBook>().Of("systems")!] = Guid.Parse(address.Split('/')[^1]) }));
    }

    /// <summary>The address of a system that is archived and marked.</summary>
    private static async Task<string> MarkedAsync(TestApp app)
    {
        var system = await SystemAsync(app);
        await ArchiveAsync(app, system);
        await DecideAsync(app, "systems.archived");
        app.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.SeeOther, (await app.SubmitAsync("/systems/retention", [], form: "main form")).Response.StatusCode);
        return $"/systems/{system.Values.Single()}";
    }

    private static Task DecideAsync(TestApp app, string counted, RetentionOutcome outcome = RetentionOutcome.Dispose, DateOnly? from = null, int years = 0, bool refused = false) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var saved = await db.Registers.Of(typeof(RetentionRule))!.SaveAsync(db, null, null, new Dictionary<string, object?>
        {
            ["counted"] = counted, ["outcome"] = $"{outcome}", ["years"] = $"{years}", ["decision"] = "LK 2019/7", ["decidedOn"] = "2019-02-01", ["validFrom"] = $"{from ?? new DateOnly(2019, 3, 1):yyyy-MM-dd}",
        }, db.Now, Stop);
        Assert.True(saved.Status == (refused ? SaveStatus.Refused : SaveStatus.Done), string.Join("; ", saved.Refusals));
        return 0;
    });

    private static Task<Disposed> RoundAsync(TestApp app, bool many = false) => Work(app, disposing => disposing.RunAsync(Stop, areManyMeant: many));

    private static Task<T> Work<T>(TestApp app, Func<Disposing, Task<T>> act) => app.Use(services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return act(services.GetRequiredService<Disposing>());
    });

    /// <summary>As time passes where the program runs: a round now and then.</summary>
    private static async Task PassDaysAsync(TestApp app, int days)
    {
        for (var day = 0; day < days - 1; day++)
        {
            app.Clock.Pass(TimeSpan.FromDays(1));
            if (day < days - 2)
                await Work(app, disposing => disposing.IsSteadyAsync(Stop));
        }
        await Work(app, disposing => disposing.IsSteadyAsync(Stop));
        app.Clock.Pass(TimeSpan.FromDays(1));
    }

    private static string TableOf(IServiceProvider services, Type type) => services.GetRequiredService<GenomlysDb>().Model.FindEntityType(type)!.GetTableName()!;

    /// <summary>The tables that say something.</summary>
    private static Task<List<string>> SingingAsync(TestApp app, string word) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var (db, singing) = (services.GetRequiredService<GenomlysDb>(), new List<string>());
        await db.Database.OpenConnectionAsync(Stop);
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from \"{table}\"";   // the model names the table
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop))
                if (Enumerable.Range(0, reader.FieldCount).Any(n => $"{reader.GetValue(n)}".Contains(word, StringComparison.OrdinalIgnoreCase)))
                {
                    singing.Add(table);
                    break;
                }
        }
        return singing;
    });
}
