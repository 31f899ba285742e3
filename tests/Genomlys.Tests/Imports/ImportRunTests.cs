using System.Diagnostics;
using System.Text;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Tests.Shared;
using Genomlys.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Imports;

/// <summary>Files that become records, on both databases.</summary>
public sealed class ImportRunTests
{
    private const string Header = "Personal-ID;Målgrupp;Enhet;Kurs;Status;Certifierad;Giltig t.o.m.\r\n";
    private const string Course = "Grundutbildning i dataskydd";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_preview_says_what_the_import_does_and_leaves_nothing(string provider)
    {
        await using var app = await Town(provider);
        var file = File(1, 30, refused: "L99;Chef;Månen;" + Course + ";Pågår;;\r\n");
        var preview = await Run(app, file, save: false);
        Assert.Equal((30, 0, 0, 1), Counts(preview));
        Assert.Equal(0, await app.ListedAsync("/training"));
        Assert.Empty(await Use(app, db => db.ImportRuns.ToListAsync(Stop)));

        var done = await Run(app, file);
        Assert.Equal(Counts(preview), Counts(done));
        Assert.Equal(30, await app.ListedAsync("/training"));
        Assert.Equal(["32"], done.Refused.Select(r => $"{r.Line}"));
        Assert.Equal("Enhet", done.Refused[0].Column);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_same_file_and_one_that_overlaps_add_nothing_twice(string provider)
    {
        await using var app = await Town(provider);
        Assert.Equal((40, 0, 0, 0), Counts(await Run(app, File(1, 40))));
        var same = await Run(app, File(1, 40));
        Assert.Equal((0, 0, 40, 0), Counts(same));
        Assert.Single(same.Earlier);
        Assert.Equal((20, 0, 20, 0), Counts(await Run(app, File(21, 40))));
        Assert.Equal(60, await app.ListedAsync("/training"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_record_knows_its_file_line_and_day(string provider)
    {
        await using var app = await Town(provider);
        var run = (await Run(app, File(1, 5), name: "läge-2025-10-01.csv")).RunId!.Value;
        var (id, source) = await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var record = await db.Set<TrainingRecord>().SingleAsync(r => r.Person == "L3", Stop);
            return (record.Id, await services.GetRequiredService<TrainingRegister>().SourceAsync(db, record.Id.Value, Stop));
        });
        Assert.Equal((run, 4, new DateOnly(2025, 10, 1)), (source!.Run.Id, source.Line, source.Run.AsOf));
        Assert.Contains("läge-2025-10-01.csv", (await app.PageAsync($"/training/{id}")).Body!.TextContent);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Undoing_removes_what_was_added_and_restores_what_was_changed(string provider)
    {
        await using var app = await Town(provider);
        var first = await Run(app, File(1, 10, status: "Pågår"));
        var second = await Run(app, File(6, 10, status: "Ej certifierad"));
        Assert.Equal((5, 5, 0, 0), Counts(second));

        var undone = await Undo(app, second);
        Assert.Equal((5, 5, null), (undone.Removed, undone.Restored, undone.Problem));
        Assert.Equal(10, await app.ListedAsync("/training?status=Started"));
        Assert.Equal(10, await app.ListedAsync("/training"));
        Assert.Equal("Inläsningen är redan ångrad.", (await Undo(app, second)).Problem);

        Assert.Equal((10, 0, null), await Undo(app, first) is var all ? (all.Removed, all.Restored, all.Problem) : default);
        Assert.Equal(0, await app.ListedAsync("/training"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_was_changed_since_is_not_undone_and_the_records_are_named(string provider)
    {
        await using var app = await Town(provider);
        var run = await Run(app, File(1, 10, status: "Pågår"));
        var changed = await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var id = (await db.Set<TrainingRecord>().SingleAsync(r => r.Person == "L7", Stop)).Id.Value;
            db.ChangeTracker.Clear();
            await services.GetRequiredService<TrainingRegister>().SaveAsync(db, id, null, new Dictionary<string, object?> { ["status"] = "NotCertified" }, app.Clock.GetUtcNow(), Stop);
            return id;
        });
        var refused = await Undo(app, run);
        Assert.Equal((false, $"/training/{changed}"), (refused.IsDone, Assert.Single(refused.Obstacles).Href));
        Assert.Equal(10, await app.ListedAsync("/training"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_later_file_stands_in_the_way_until_it_is_undone_itself(string provider)
    {
        await using var app = await Town(provider);
        var first = await Run(app, File(1, 10, status: "Pågår"));
        var second = await Run(app, File(1, 10, status: "Ej certifierad"));
        Assert.Equal(10, (await Undo(app, first)).Obstacles.Count);
        Assert.True((await Undo(app, second)).IsDone);
        Assert.True((await Undo(app, first)).IsDone);
    }

    [Fact]
    public async Task After_thirty_days_an_import_stands()
    {
        await using var app = await Town("Sqlite");
        var run = await Run(app, File(1, 3));
        app.Clock.Pass(TimeSpan.FromDays(31));
        Assert.Equal("Inläsningen är för gammal för att ångras.", (await Undo(app, run)).Problem);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task All_or_nothing_means_nothing_when_a_row_is_refused(string provider)
    {
        await using var app = await Town(provider);
        var outcome = await Run(app, File(1, 10, refused: "L99;Chef;Månen;" + Course + ";Pågår;;\r\n"), isWhole: true);
        Assert.Equal("RefusedRows", outcome.Problem!.Key);
        Assert.Equal(0, await app.ListedAsync("/training"));
        Assert.Empty(await Use(app, db => db.ImportRuns.Where(r => r.Register == "training").ToListAsync(Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Who_sees_one_unit_imports_for_it_and_neither_moves_nor_adds_what_others_have(string provider)
    {
        await using var app = await Town(provider);
        await Run(app, Encoding.UTF8.GetBytes(Header + $"L1;Chef;HR;{Course};Pågår;;\r\n"));
        var path = await Use(app, db => db.Units.Where(u => u.Name == "Boendestöd").Select(u => u.Path).SingleAsync(Stop));
        var outcome = await Run(app, Encoding.UTF8.GetBytes(Header
            + $"L1;Chef;Boendestöd;{Course};Pågår;;\r\n"      // taking what HR has
            + $"L2;Chef;HR;{Course};Pågår;;\r\n"              // adding to HR
            + $"L3;Chef;Boendestöd;{Course};Pågår;;\r\n"), viewer: path);
        Assert.Equal((1, 0, 0, 2), Counts(outcome));
        Assert.Equal([2, 3], outcome.Refused.Select(r => r.Line));
        Assert.Equal(2, await app.ListedAsync("/training"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Two_rows_of_one_record_count_once_and_a_contradiction_is_refused(string provider)
    {
        await using var app = await Town(provider);
        var outcome = await Run(app, Encoding.UTF8.GetBytes(Header + $"L1;Chef;HR;{Course};Pågår;;\r\nL1;Chef;HR;{Course};Pågår;;\r\nL1;Chef;HR;{Course};Ej certifierad;;\r\n"));
        Assert.Equal((1, 0, 1, 1), Counts(outcome));
        Assert.Equal("Raden säger något annat om samma post än rad 2.", outcome.Refused[0].Problem);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_row_may_stand_before_the_one_it_depends_on(string provider)
    {
        await using var app = TestApp.On(provider);
        var outcome = await Run(app, A.Text("Kod;Benämning;Nivå;Överordnad\nA1;Vård;avdelning;F\nF;Förvaltning;förvaltning;N\nN;Nämnd;nämnd;\nX;Ingen;avdelning;Y\n"), kind: "units");
        Assert.Equal((3, 0, 0, 1), Counts(outcome));
        Assert.Equal("N/F/A1/", await Use(app, db => db.Units.Where(u => u.Code == "A1").Select(u => u.Path).SingleAsync(Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_the_database_refuses_is_a_refused_row_among_the_others(string provider)
    {
        await using var app = await Town(provider);
        await Use(app, db => Databases.AsOwner(db, app.Configuration).Database.ExecuteSqlRawAsync("CREATE UNIQUE INDEX taken ON training_records (\"Person\") WHERE \"Person\" IN ('L3', 'L8')", Stop));
        await Run(app, Encoding.UTF8.GetBytes(Header + $"L3;Chef;HR;{Course};Pågår;;\r\nL8;Chef;HR;{Course};Pågår;;\r\n"));
        var outcome = await Run(app, File(1, 10, course: "Informationssäkerhet för medarbetare inom staden"));
        Assert.Equal((8, 0, 0, 2), Counts(outcome));
        Assert.Equal([4, 9], outcome.Refused.Select(r => r.Line));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_hundred_thousand_rows_come_in_once_and_go_out_again(string provider)
    {
        await using var app = await Town(provider);
        var file = File(1, 100_000);
        GC.Collect();
        var (before, watch) = (Process.GetCurrentProcess().WorkingSet64, Stopwatch.StartNew());
        var outcome = await Run(app, file);
        TestContext.Current.TestOutputHelper?.WriteLine($"{provider}: {outcome.Added / watch.Elapsed.TotalSeconds:N0} rows/s, {(Process.GetCurrentProcess().WorkingSet64 - before) >> 20} MB more");
        Assert.Equal((100_000, 0, 0, 0), Counts(outcome));
        Assert.Equal(100_000, await app.ListedAsync("/training"));
        Assert.Equal(1, await app.ListedAsync("/training?q=l99999"));
        watch.Restart();
        Assert.Equal((0, 0, 100_000, 0), Counts(await Run(app, file)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{provider}: the same again {100_000 / watch.Elapsed.TotalSeconds:N0} rows/s");
        Assert.Equal(100_000, (await Undo(app, outcome)).Removed);
        Assert.Equal(0, await app.ListedAsync("/training"));
    }

    [Fact]
    public async Task A_mapping_is_remembered_by_its_headers_and_by_its_name()
    {
        await using var app = await Town("Sqlite");
        await app.Use(async services =>
        {
            var imports = services.GetRequiredService<ImportService>();
            var target = imports.Find("training")!;
            var sheet = Sheet.Read(A.Text("Vem;Vad\nL1;x\n"));
            var plan = new Plan { Columns = { ["Vem"] = "person", ["Vad"] = "course" } };
            await imports.RememberAsync(target, sheet, plan, "personal", Stop);
            Assert.Equal("person", (await imports.MappingAsync(target, sheet, null, Stop))!.Columns["Vem"]);
            Assert.Equal("course", (await imports.MappingAsync(target, Sheet.Read(A.Text("Helt;Annat\n1;2\n")), "personal", Stop))!.Columns["Vad"]);
            Assert.Null(await imports.MappingAsync(target, sheet, "okänd", Stop));
            return 0;
        });
    }

    [Fact]
    public async Task A_file_that_several_registers_take_is_offered_to_each()
    {
        await using var app = await Town("Sqlite");
        app.Use(services =>
        {
            var offer = services.GetRequiredService<ImportService>().Open(ImportFile.Of("system.xlsx", Lindby.File("systemforteckning-2025.xlsx")));
            Assert.Equal(["classifications", "systems"], offer.Targets.Select(t => t.Register.Name).Order());
        });
    }

    private static async Task<TestApp> Town(string provider)
    {
        var app = TestApp.On(provider);
        await app.PlantAsync();
        Assert.Empty((await Run(app, Lindby.File("organisation.csv"), kind: "organisation")).Refused);
        await Use(app, db => db.ImportRuns.ExecuteDeleteAsync(Stop));
        return app;
    }

    private static byte[] File(int from, int count, string status = "Certifierad", string course = Course, string refused = "")
    {
        string[] units = ["HR", "Boendestöd", "Familjerätt", "Servicehus Torpa", "Förskoleenhet Solvik"];
        var text = new StringBuilder(Header);
        for (var n = from; n < from + count; n++)
            text.Append($"L{n};Medarbetare;{units[n % units.Length]};{course};{status};{(status is "Certifierad" ? $"2025-0{(n % 9) + 1}-1{n % 10};2026-0{(n % 9) + 1}-1{n % 10}" : ";")}\r\n");
        return Encoding.UTF8.GetBytes(text.Append(refused).ToString());
    }

    private static Task<ImportOutcome> Run(TestApp app, byte[] file, bool save = true, string kind = "training", string name = "fil.csv", bool isWhole = false, string viewer = "") => app.Use(async services =>
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("sv-SE");
        services.GetRequiredService<Viewer>().MayAll(services.GetRequiredService<GenomlysDb>(), viewer);
        var imports = services.GetRequiredService<ImportService>();
        var target = imports.Find(kind)!;
        var outcome = save
            ? await imports.ConfirmAsync(ImportFile.Of(name, file), target, null, null, Stop, isWhole)
            : await imports.PreviewAsync(ImportFile.Of(name, file), target, null, null, Stop);
        return outcome;
    });

    private static Task<UndoOutcome> Undo(TestApp app, ImportOutcome import) => app.Use(services =>
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("sv-SE");
        return services.GetRequiredService<ImportService>().UndoAsync(import.RunId!.Value, Stop);
    });

    private static Task<R> Use<R>(TestApp app, Func<GenomlysDb, Task<R>> act) => app.Use(services => act(services.GetRequiredService<GenomlysDb>()));

    private static (int Added, int Changed, int Unchanged, int Refused) Counts(ImportOutcome outcome)
    {
        Assert.True(outcome.Problem is null || outcome.RefusedCount > 0, outcome.Problem?.ToString());
        return (outcome.Added, outcome.Changed, outcome.Unchanged, outcome.RefusedCount);
    }
}
