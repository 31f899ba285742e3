using Genomlys.Incidents;
using Genomlys.ProtectedRecords.Grounds;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.ProtectedRecords;

/// <summary>Bar 27: what is protected is for those named on it, in every register that has secrecy classes, whatever way one asks.</summary>
[Trait("Bar", "27")]
public sealed class ProtectedRecordsTests
{
    private const string Mark = "KANARIE";
    private static readonly Guid Named = TestViewers.Named, Other = TestViewers.Other;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task It_changes_no_answer_for_anybody_else(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = await app.Use(async services =>
        {
            var units = await Planting.UnitsAsync(Db(services), "A/");
            var planting = new Planting(services);
            foreach (var register in Registers(services))
                await planting.RecordAsync(register, units[0], "EGEN");
            return units[0];
        });
        var before = await AnswersAsync(app, Other);
        var beforeAtTheMachine = await AnswersAsync(app, null);
        var hidden = await PlantAsync(app, unit);
        Assert.Equal(7, hidden.Count);

        var after = await AnswersAsync(app, Other);
        Bar.None(27, provider, [.. before.Where(a => after[a.Key] != a.Value).Select(a => a.Key)], "answers, counts, figures, files and choices that change when a protected record is there");
        var afterAtTheMachine = await AnswersAsync(app, null);
        Bar.None(27, provider, [.. beforeAtTheMachine.Where(a => afterAtTheMachine[a.Key] != a.Value).Select(a => a.Key)], "the same for the program itself");
        Bar.None(27, provider, await ScopeTests.LeaksAsync(app, Mark, hidden, request => request.Headers.Add("X-Test-Account", $"{Other}")), "addresses at which it is heard");

        // those named open it, and find it in a list of its own; in no other list, count, figure or file, not even theirs
        var theirs = await AnswersAsync(app, Named);
        Assert.All(before.Where(b => !b.Key.StartsWith("audit-log", StringComparison.Ordinal)), answer => Assert.Equal(answer.Value, theirs[answer.Key]));   // the log tells of the files that were taken out meanwhile
        var heard = await ScopeTests.LeaksAsync(app, Mark, hidden, request => request.Headers.Add("X-Test-Account", $"{Named}"));
        foreach (var (register, id) in hidden)
            Assert.Superset(new HashSet<string> { $"{register.Path}/{id}", $"{register.Path}/{id}/edit", $"/api{register.Path}/{id}" }, heard.ToHashSet());
        Assert.DoesNotContain(heard, address => hidden.TrueForAll(h => !address.Contains($"{h.Id}", StringComparison.Ordinal)) && address is not "/");   // the start page tells them of its deadline
        foreach (var (register, id) in hidden)
        {
            Assert.Contains(Mark, await SaidAsync(app, $"{register.Path}?named=true", Named), StringComparison.Ordinal);
            Assert.Contains($"{id}", await SaidAsync(app, $"/api{register.Path}?named=true", Named), StringComparison.Ordinal);
            foreach (var address in new[] { $"{register.Path}?named=true", $"/api{register.Path}?named=true", $"{register.Path}?named=true&archived=true", $"{register.Path}?secrecy=Protected", $"{register.Path}?q={Mark}", $"/search?q={Mark}" })
                Assert.DoesNotContain($"{id}", await SaidAsync(app, address, Other), StringComparison.Ordinal);
            foreach (var file in new[] { $"{register.Path}/export.csv?named=true", $"{register.Path}/export.csv?secrecy=Protected" })
                Assert.DoesNotContain(Mark, await SaidAsync(app, file, Named), StringComparison.Ordinal);
        }
    }

    /// <summary>Everyone who could have a role, and every way to ask for one record.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Ten_thousand_tries_without_being_named_read_nothing(string provider)
    {
        const int Tries = 5_000;   // on each of two databases
        await using var app = TestApp.On(provider);
        var unit = await app.Use(async services => (await Planting.UnitsAsync(Db(services), "A/"))[0]);
        var hidden = await PlantAsync(app, unit);
        var (tried, read) = (0, new List<string>());
        while (tried < Tries)
            await app.Use(async services =>
            {
                services.GetRequiredService<Viewer>().MayAll(tried % 2 is 0 ? null : unit.Id, account: Other);
                var db = Db(services);
                foreach (var (register, id) in hidden)
                {
                    Try("read", await register.FindAsync(db, id, Stop) is not null);
                    Try("source", await register.SourceAsync(db, id, Stop) is not null);
                    Try("may change", await register.MayChangeAsync(db, id, Stop));
                    Try("form", (await register.InputsAsync(db, id, Stop)).Any(i => i.Filled.Contains(Mark, StringComparison.Ordinal)));
                    Try("ids", (await register.IdsAsync(db, Selection.All with { IsNamed = tried % 3 is 0, IsArchived = tried % 5 is 0 }, Stop)).Contains(id));
                    Try("count", await register.CountAsync(db, Selection.All with { Search = Mark }, Stop) > 0);
                    Try("save", (await register.SaveAsync(db, id, null, new Dictionary<string, object?>(), db.Now, Stop)).Status is not SaveStatus.Missing);

                    void Try(string how, bool got)
                    {
                        tried++;
                        if (got)
                            read.Add($"{register.Name}: {how}");
                    }
                }
                return 0;
            });
        Bar.None(27, provider, read, "of 10,000 tries by someone who is not named, those that read it");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task It_is_written_only_by_those_named_on_it_by_any_way(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = await app.Use(async services => (await Planting.UnitsAsync(Db(services), "A/"))[0]);
        var hidden = await PlantAsync(app, unit);
        await app.Use(async services =>
        {
            var (db, viewer) = (Db(services), services.GetRequiredService<Viewer>());
            viewer.MayAll(null, account: Other);
            foreach (var (register, id) in hidden)
            {
                Assert.Equal(SaveStatus.Missing, (await register.SaveAsync(db, id, null, new Dictionary<string, object?> { ["secrecy"] = "Internal" }, db.Now, Stop)).Status);
                Assert.Equal(SaveStatus.Missing, (await register.ArchiveAsync(db, id, null, false, db.Now, Stop)).Status);
                Assert.DoesNotContain(await register.InputsAsync(db, id, Stop), i => i.Filled.Contains(Mark, StringComparison.Ordinal));
            }

            // past the register, straight at the context: as if found by another way, and as if made up with a lower class
            var wanted = new Id<Incident>(hidden.Single(h => h.Register.Name is "incidents").Id);
            Incident found;
            using (db.BeyondReach())
                found = await db.Incidents.IgnoreQueryFilters().AsNoTracking().SingleAsync(i => i.Id == wanted, Stop);
            await RefusedAsync(db, () => db.Attach(found).Entity.Summary = "skrivet över");
            await RefusedAsync(db, () => db.Attach(found).Entity.Secrecy = Secrecy.Internal);
            await RefusedAsync(db, () => db.Remove(found));
            await RefusedAsync(db, () => db.Update(new Incident { Id = wanted, Channel = Channel.OwnForm, Reference = "X", Summary = "påhittad", UnitId = unit.Id, OccurredAt = db.Now }));

            // and nobody makes a record protected without being named on it
            viewer.Enter(Other, "", [new(Area.Incidents, Rights.Read | Rights.Write, Secrecy.Restricted, null)], []);
            var open = await Planted(db, unit, "öppen");
            var refused = await services.GetRequiredService<IncidentRegister>().SaveAsync(db, open, null, new Dictionary<string, object?> { ["secrecy"] = "Protected" }, db.Now, Stop);
            Assert.Equal(SaveStatus.Refused, refused.Status);
            Assert.Equal("secrecy", Assert.Single(refused.Refusals).Field);
            return 0;
        });

        async Task RefusedAsync(GenomlysDb db, Action change)
        {
            db.ChangeTracker.Clear();
            change();
            await Assert.ThrowsAsync<OutOfScopeException>(() => db.SaveChangesAsync(Stop));
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>A role decides how far one sees; being named goes further, and the class may be set so high that one keeps it only by that.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whoever_makes_a_record_more_secret_than_he_is_cleared_for_is_named_on_it(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var (db, viewer, register) = (Db(services), services.GetRequiredService<Viewer>(), services.GetRequiredService<IncidentRegister>());
            var unit = (await Planting.UnitsAsync(db, "A/"))[0];
            var record = await Planted(db, unit, "läcka");
            viewer.MayAll(null, Secrecy.Internal, Other);
            Assert.Equal(SaveStatus.Done, (await register.SaveAsync(db, record, null, new Dictionary<string, object?> { ["secrecy"] = "Restricted" }, db.Now, Stop)).Status);
            Assert.Equal(Other, Assert.Single(await db.RecordHandlers.ToListAsync(Stop)).AccountId);
            Assert.NotNull(await register.FindAsync(db, record, Stop));
            return record;
        });
        foreach (var (account, clearance, sees) in new[] { (Other, Secrecy.Internal, true), (Named, Secrecy.Internal, false), (Named, Secrecy.Restricted, true) })
            await app.Use(async services =>
            {
                services.GetRequiredService<Viewer>().MayAll(null, clearance, account);
                var (db, register) = (Db(services), services.GetRequiredService<IncidentRegister>());
                var id = (await db.Incidents.IgnoreQueryFilters().SingleAsync(Stop)).Id.Value;
                Assert.Equal(sees, await register.FindAsync(db, id, Stop) is not null);
                Assert.Equal(clearance is Secrecy.Restricted ? 1 : 0, await services.GetRequiredService<IncidentRegister>().CountAsync(db, Selection.All, Stop) - (sees && clearance is Secrecy.Internal ? 1 : 0));
                return 0;
            });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Each_reading_is_noted_and_a_mark_says_its_day_and_authority(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var (db, viewer, register) = (Db(services), services.GetRequiredService<Viewer>(), services.GetRequiredService<IncidentRegister>());
            var units = await Planting.UnitsAsync(db, "N/", "N/A/");
            units[0].Level = UnitLevel.Board;
            await db.SaveChangesAsync(Stop);
            var record = await Planted(db, units[1], "läcka");
            viewer.MayAll(null, account: Named);
            await new SecrecyGroundSeed().PlantAsync(db, db.Now, Stop);
            await db.SaveChangesAsync(Stop);
            var ground = (await db.SecrecyGrounds.ToListAsync(Stop)).Single(g => g.Provision is "OSL 18 kap. 8 b §");
            Assert.Equal((HarmTest.Reverse, 40, Certainty.Primary), (ground.HarmTest, ground.MostYears, ground.Certainty));
            var saved = await register.SaveAsync(db, record, null, new Dictionary<string, object?> { ["secrecy"] = "Protected", ["secrecyGround"] = $"{ground.Id}" }, db.Now, Stop);
            Assert.Equal(SaveStatus.Done, saved.Status);
            db.ChangeTracker.Clear();
            var said = (await register.FindAsync(db, record, Stop))!.Values.ToDictionary(v => v.Field.Key, v => v.Shown);
            Assert.Equal(("2025-11-15", "Enhet N"), (said["markedOn"], said["markedBy"]));
            Assert.Equal([HandlingAct.Read, HandlingAct.Changed, HandlingAct.Named], (await db.HandlingEvents.Where(e => e.RecordId == record).Select(e => e.Act).ToListAsync(Stop)).Order());

            Assert.Equal(SaveStatus.Done, (await register.SaveAsync(db, record, null, new Dictionary<string, object?> { ["secrecyGround"] = "" }, db.Now, Stop)).Status);
            db.ChangeTracker.Clear();
            Assert.Equal("", (await register.FindAsync(db, record, Stop))!.Values.Single(v => v.Field.Key is "markedOn").Shown);
            return 0;
        });
    }

    /// <summary>A file that brings the same record again is told nothing, and takes nothing with it when it is undone.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_file_neither_learns_of_it_nor_changes_it(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = await app.Use(async services => (await Planting.UnitsAsync(Db(services), "A/"))[0]);
        var columns = "Beteckning;Kanal;Händelse;Enhet;Inträffade\n";
        await app.ImportAsync("incidents", "ett.csv", Utf8(columns + $"R1;Egen rapport;{Mark} ett;{unit.Name};2025-03-01 10:00\nR2;Egen rapport;två;{unit.Name};2025-03-02 10:00\n"));
        var record = await app.Use(async services =>
        {
            var (db, register) = (Db(services), services.GetRequiredService<IncidentRegister>());
            services.GetRequiredService<Viewer>().MayAll(null, account: Named);
            var id = (await db.Incidents.SingleAsync(i => i.Reference == "R1", Stop)).Id.Value;
            db.ChangeTracker.Clear();
            Assert.Equal(SaveStatus.Done, (await register.SaveAsync(db, id, null, new Dictionary<string, object?> { ["secrecy"] = "Protected" }, db.Now, Stop)).Status);
            return id;
        });
        var again = await app.ImportAsync("incidents", "två.csv", Utf8(columns + $"R1;Egen rapport;skrivet över;{unit.Name};2025-03-01 10:00\nR2;Egen rapport;två;{unit.Name};2025-03-02 10:00\n"));
        Assert.Equal((0, 0, 2, 0), (again.Added, again.Changed, again.Unchanged, again.Refused));
        await app.Use(async services =>
        {
            var db = Db(services);
            var id = new Id<Incident>(record);
            using var beyond = db.BeyondReach();
            Assert.Equal($"{Mark} ett", (await db.Incidents.IgnoreQueryFilters().SingleAsync(i => i.Id == id, Stop)).Summary);
            var undone = await services.GetRequiredService<ImportService>().UndoAsync((await db.ImportRuns.SingleAsync(r => r.FileName == "ett.csv", Stop)).Id, Stop);
            Assert.DoesNotContain(Mark, $"{undone.Problem}{string.Join("", undone.Obstacles)}", StringComparison.Ordinal);
            Assert.True(await db.Incidents.IgnoreQueryFilters().AnyAsync(i => i.Id == id, Stop));
            return 0;
        });
    }

    private static async Task<Guid> Planted(GenomlysDb db, Unit unit, string summary)
    {
        var incident = new Incident { Id = Id<Incident>.New(), Channel = Channel.OwnForm, Reference = summary, Summary = summary, UnitId = unit.Id, OccurredAt = db.Now };
        db.Add(incident);
        await db.SaveChangesAsync(Stop);
        db.ChangeTracker.Clear();
        return incident.Id.Value;
    }

    /// <summary>A record in each register with classes, protected by the one who is named on it.</summary>
    internal static Task<List<(Register Register, Guid Id)>> PlantAsync(TestApp app, Unit unit) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().MayAll(null, account: Named);
        var (db, planting, planted) = (Db(services), new Planting(services, reusesShared: true), new List<(Register Register, Guid Id)>());
        foreach (var register in Registers(services).Where(r => r.IsGuarded))
        {
            var id = (await planting.RecordAsync(register, unit, Mark, variant: 1))!.Value;
            var saved = await register.SaveAsync(db, id, null, new Dictionary<string, object?> { ["secrecy"] = "Protected" }, db.Now, Stop);
            Assert.Equal(SaveStatus.Done, saved.Status);
            db.ChangeTracker.Clear();
            planted.Add((register, id));
        }
        return planted;
    });

    private static Task<Dictionary<string, string>> AnswersAsync(TestApp app, Guid? account) => app.Use(services =>
    {
        var viewer = services.GetRequiredService<Viewer>();
        if (account is null)
            viewer.BeProgram();
        else
            viewer.MayAll(null, account: account);
        return ScopeTests.AnswersAsync(services);
    });

    private static async Task<string> SaidAsync(TestApp app, string address, Guid account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Test-Account", $"{account}");
        using var response = await app.Browser.SendAsync(request, Stop);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static GenomlysDb Db(IServiceProvider services) => services.GetRequiredService<GenomlysDb>();

    private static IReadOnlyList<Register> Registers(IServiceProvider services) => services.GetRequiredService<RegisterBook>().All;
}
