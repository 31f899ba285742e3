using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Exports;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Record = Genomlys.Shared.Registers.Record;

namespace Genomlys.Tests.Registers;

/// <summary>What holds for every register there is, without knowing any.</summary>
public sealed class EveryRegisterTests
{
    private static readonly string[] Marks = ["Alfa", "Beta", "Gamma", "Delta"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Every_field_filters_sorts_and_counts_in_the_database(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var asked = 0;
            foreach (var register in services.GetRequiredService<RegisterBook>().All)
                foreach (var field in register.Fields)
                {
                    var term = field.Input switch { "date" or "datetime-local" => "2025-01..2025-06", "number" => "1..5", "select" when field.Choices is [var first, ..] => first.Value, "select" => Guid.Empty.ToString(), _ => "x" };
                    foreach (var sort in new[] { field.Key, "-" + field.Key })
                    {
                        var selection = Selection.All.With(field.Key, term) with { Search = "å", Sort = sort };
                        Assert.Empty(register.Check(db, selection));
                        await register.ListAsync(db, selection, Stop);
                        await register.ExportAsync(db, selection, new KeepRows(), Stop);
                        asked++;
                    }
                    if (field.IsOptional)
                        await register.ListAsync(db, Selection.All.With(field.Key, Selection.Missing), Stop);
                }
            foreach (var figure in services.GetRequiredService<RegisterBook>().Figures)
            {
                var result = await figure.EvaluateAsync(db, Period.Year(2025), Stop);
                Assert.Empty(figure.Register.Check(db, SelectionOf(result.Href)));
            }
            return asked;
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_fields_filter_finds_exactly_the_rows_that_show_the_value(string provider)
    {
        await using var app = TestApp.On(provider);
        await EachRegister(app, async (register, db) =>
        {
            var rows = (await register.PageAsync(db, Selection.All, Stop)).Items;
            foreach (var (n, field) in register.Fields.Index())
            {
                foreach (var value in rows.Select(r => r.Values[n]).Where(v => v.Data is not null and not "").DistinctBy(TermOf))
                {
                    Same($"{register.Name}: {field.Key}={TermOf(value)}", Ids(rows.Where(r => IsWithin(r.Values[n], value))), await FoundAsync(register, db, Selection.All.With(field.Key, TermOf(value))));
                }
                if (!field.IsOptional)
                    continue;
                Same($"{register.Name}: {field.Key}=-", Ids(rows.Where(r => r.Values[n].Data is null or "")), await FoundAsync(register, db, Selection.All.With(field.Key, Selection.Missing)));
                Same($"{register.Name}: {field.Key}=*", Ids(rows.Where(r => r.Values[n].Data is not null and not "")), await FoundAsync(register, db, Selection.All.With(field.Key, Selection.Stated)));
            }
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_facet_counts_what_its_link_opens(string provider)
    {
        await using var app = TestApp.On(provider);
        await EachRegister(app, async (register, db) =>
        {
            var list = await register.ListAsync(db, Selection.All, Stop);
            foreach (var facet in list.Facets)
                foreach (var choice in facet.Choices)
                {
                    var opened = await register.ListAsync(db, SelectionOf(choice.Href), Stop);
                    Assert.True(choice.Count == opened.Total, $"{register.Name}: {choice.Href} says {choice.Count} and opens {opened.Total}.");
                    Assert.All(opened.Facets.Where(f => f.Key != facet.Key).SelectMany(f => f.Choices), c => Assert.InRange(c.Count, 0, opened.Total));
                }
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_unit_means_that_unit_and_all_below_it(string provider)
    {
        await using var app = TestApp.On(provider);
        await EachRegister(app, async (register, db) =>
        {
            if (register.Fields.FirstOrDefault(f => f.GetType().GenericTypeArguments is [_, var v] && v == typeof(Id<Unit>)) is not { } field)
                return;
            var at = register.Fields.ToList().IndexOf(field);
            var rows = (await register.PageAsync(db, Selection.All, Stop)).Items;
            var top = db.Units.Single(u => u.Path == "A/");
            var within = db.Units.Where(u => u.Path.StartsWith("A/")).Select(u => u.Id).AsEnumerable().Select(i => i.ToString()).ToHashSet();
            Same(register.Name, Ids(rows.Where(r => within.Contains($"{r.Values[at].Data}"))), await FoundAsync(register, db, Selection.All.With(field.Key, $"{top.Id}")));
        });
    }

    [Fact]
    public async Task Columns_are_chosen_by_the_address()
    {
        await using var app = new TestApp();
        await EachRegister(app, async (register, db) =>
        {
            string[] chosen = [register.Fields[^1].Key, register.Fields[0].Key];
            var selection = Selection.Parse(QueryHelpers.ParseQuery($"?columns={string.Join(',', chosen)}"));
            string[] shown = [register.Fields[0].Key, register.Fields[^1].Key];
            Assert.Equal(shown, (await register.ListAsync(db, selection, Stop)).Columns.Select(c => c.Key));
            var rows = new KeepRows();
            await register.ExportAsync(db, selection, rows, Stop);
            Assert.Equal(string.Join('|', register.Fields[0].Label, register.Fields[^1].Label), rows.Said[0]);
            Assert.NotEmpty(register.Check(db, Selection.Parse(QueryHelpers.ParseQuery("?columns=colour"))));
        });
    }

    [Fact]
    public async Task The_day_asked_about_stands_in_the_address()
    {
        await using var app = new TestApp();
        await EachRegister(app, async (register, db) =>
        {
            var list = await register.ListAsync(db, SelectionOf("/x?asOf=2024-02-29"), Stop);
            Assert.Equal(register.DependsOnDay ? new DateOnly(2024, 2, 29) : null, list.AsOf);
            Assert.Equal(new DateOnly(2024, 2, 29), SelectionOf(list.Columns[0].SortHref).AsOf);
            Assert.Equal(register.DependsOnDay ? db.Today : null, (await register.ListAsync(db, Selection.All, Stop)).AsOf);
            Assert.NotEmpty(register.Check(db, SelectionOf("/x?asOf=yesterday")));
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_archived_leaves_lists_and_counts_and_can_be_brought_back(string provider)
    {
        await using var app = TestApp.On(provider);
        await EachRegister(app, async (register, db) =>
        {
            var all = (await register.PageAsync(db, Selection.All, Stop)).Items;
            var one = all[0];
            Assert.Equal(SaveStatus.Stale, (await register.ArchiveAsync(db, one.Id, one.Version + 1, false, default, Stop)).Status);
            db.ChangeTracker.Clear();
            Assert.Equal(SaveStatus.Done, (await register.ArchiveAsync(db, one.Id, one.Version, false, new(2025, 11, 15, 8, 0, 0, TimeSpan.Zero), Stop)).Status);
            db.ChangeTracker.Clear();
            Same(register.Name, Ids(all.Skip(1)), await FoundAsync(register, db, Selection.All));
            Same(register.Name, [one.Id], await FoundAsync(register, db, SelectionOf("/x?archived=true")));
            var kept = await register.FindAsync(db, one.Id, Stop);
            Assert.NotNull(kept!.ArchivedAt);
            Assert.Equal(SaveStatus.Done, (await register.ArchiveAsync(db, one.Id, kept.Version, true, default, Stop)).Status);
            db.ChangeTracker.Clear();
            Same(register.Name, Ids(all), await FoundAsync(register, db, Selection.All));
        });
    }

    [Fact]
    public async Task Who_saves_what_another_has_changed_is_told_so()
    {
        await using var app = new TestApp();
        await EachRegister(app, async (register, db) =>
        {
            var one = (await register.PageAsync(db, Selection.All, Stop)).Items[0];
            Assert.Equal(SaveStatus.Stale, (await register.SaveAsync(db, one.Id, one.Version - 1, new Dictionary<string, object?>(), default, Stop)).Status);
            Assert.Equal(SaveStatus.Missing, (await register.SaveAsync(db, Guid.Empty, 1, new Dictionary<string, object?>(), default, Stop)).Status);
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Saying_the_same_of_many_changes_all_or_nothing(string provider)
    {
        await using var app = TestApp.On(provider);
        await EachRegister(app, async (register, db) =>
        {
            foreach (var field in register.Fields.Where(f => f is { IsGiven: true, CanChange: true, IsKey: false, Choices: [_, ..] }))
            {
                var total = await register.CountAsync(db, Selection.All, Stop);
                var value = field.Choices[^1].Value;
                var before = await FoundAsync(register, db, Selection.All.With(field.Key, value));
                var preview = await register.ChangeAllAsync(db, Selection.All, field.Key, value, save: false, default, Stop);
                Same(register.Name, before, await FoundAsync(register, db, Selection.All.With(field.Key, value)));
                var done = await register.ChangeAllAsync(db, Selection.All, field.Key, value, save: true, default, Stop);
                Assert.Equal((preview.Changed, preview.Unchanged), (done.Changed, done.Unchanged));
                if (done.Refusals is [_, ..])
                {
                    Same(register.Name, before, await FoundAsync(register, db, Selection.All.With(field.Key, value)));
                    continue;
                }
                Assert.Equal(total, done.Changed + done.Unchanged);
                Assert.Equal(total, await register.CountAsync(db, Selection.All.With(field.Key, value), Stop));
            }
            var key = register.Fields.FirstOrDefault(f => f.IsKey);
            Assert.NotEmpty((await register.ChangeAllAsync(db, Selection.All, key?.Key ?? "?", "x", save: true, default, Stop)).Refusals);
        });
    }

    /// <summary>Both ask before either has saved: the database lets one through, and the other is told what is wrong.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_two_who_save_the_same_reference_at_once_one_is_refused(string provider)
    {
        await using var app = TestApp.On(provider);
        var bodies = await app.Use(async services =>
        {
            var units = await Planting.UnitsAsync(services.GetRequiredService<GenomlysDb>(), "A/");
            var planting = new Planting(services);
            var made = new Dictionary<Register, Dictionary<string, object?>>();
            foreach (var register in services.GetRequiredService<RegisterBook>().All.Where(r => r.CanAdd && r.Fields.Any(f => f is { IsKey: true, Input: "text" })))
            {
                await planting.RecordAsync(register, units[0], "Omega");
                made.Add(register, planting.Taken(register, "Omega").ToDictionary(f => f.Key, f => f.Value is string text ? text.Replace("Omega", "Psi") : f.Value));
            }
            return made;
        });
        foreach (var (register, body) in bodies)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Browser.PostAsJsonAsync($"/api{register.Path}", body, Stop)));
            var said = string.Join('\n', await Task.WhenAll(answers.Select(async a => $"{(int)a.StatusCode} {await a.Content.ReadAsStringAsync(Stop)}")));
            Assert.True(answers.Count(a => a.StatusCode is HttpStatusCode.Created) is 1, $"{register.Name}: {said}");
            Assert.True(answers.Count(a => a.StatusCode is HttpStatusCode.BadRequest) is 3, $"{register.Name}: {said}");
            Assert.Contains(Words.Kernel["Taken"], JsonDocument.Parse(await answers.First(a => a.StatusCode is HttpStatusCode.BadRequest).Content.ReadAsStringAsync(Stop)).RootElement.ToString());
        }
    }

    [Fact]
    public async Task What_identifies_a_record_is_unique_in_the_database()
    {
        await using var app = new TestApp();
        app.Use(services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var register in services.GetRequiredService<RegisterBook>().All.Where(r => r.Fields.Any(f => f.IsKey)))
            {
                var columns = db.Model.FindEntityType(register.RecordType)!.GetIndexes().Where(i => i.IsUnique).Select(i => i.Properties.Select(p => p.Name.ToUpperInvariant().Replace("ID", "")).ToHashSet());
                var key = register.Fields.Where(f => f.IsKey).Select(f => f.Key.ToUpperInvariant().Replace("ID", "")).ToHashSet();
                Assert.True(columns.Any(c => c.SetEquals(key)), $"{register.Name} has no unique index over {string.Join(", ", key)}.");
            }
        });
    }

    /// <summary>Whatever stands in the address, the answer is a page or a refusal.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task No_address_breaks_a_register(string provider)
    {
        await using var app = TestApp.On(provider);
        var registers = new List<Register>();
        app.Use(services => registers.AddRange(services.GetRequiredService<RegisterBook>().All));
        var random = new Random(20251115);
        var asked = 0;
        foreach (var register in registers)
        {
            string[] keys = [.. register.Fields.Select(f => f.Key), "q", "sort", "p", "asOf", "columns", "archived", "colour", "", ".from", register.Fields[0].Key + ".from", register.Fields[^1].Key + ".to"];
            foreach (var term in Hostile)
                await AskAsync(string.Join('&', register.Fields.Select(f => $"{f.Key}={Uri.EscapeDataString(term)}").Append($"q={Uri.EscapeDataString(term)}")), register);
            for (var n = 0; n < 10; n++)
                await AskAsync(string.Join('&', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{keys[random.Next(keys.Length)]}={Uri.EscapeDataString(Hostile[random.Next(Hostile.Length)])}")), register);
            await AskAsync(string.Join('&', Enumerable.Range(0, 1500).Select(n => $"{register.Fields[0].Key}={n}")), register);
        }

        async Task AskAsync(string query, Register register)
        {
            var path = (asked++ % 10) switch { 0 => register.Path, 1 => $"{register.Path}/export.csv", _ => $"/api{register.Path}" };
            using var answer = await app.Browser.GetAsync($"{path}?{query}", Stop);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}: {path}?{query}");
        }
    }

    private static readonly string[] Hostile =
    [
        "", " ", "-", "*", "..", "...", "..x", "x..", "1..", "..1", "2..1", "'", "''; DROP TABLE units; --", "\"", "%", "_", "\\", "\0", "a\0b", "\r\n", "\u202e", "å", "😀", "é", "{0}", "{", "null", "true", "TRUE", "NaN", "Infinity", "1e999", "-1", "0",
        "99999999999999999999999999999999999999", "79228162514264337593543950335", "2147483648", "0001", "0000", "9999", "10000", "0001-01", "9999-12", "0001-01-01", "9999-12-31", "2025-02-30", "2025-13", "2025-1-1", "2025-02-01..2025-01-01", "9999..", "..0001", "0001..9999",
        "2025-03-30T02:30", "2025-10-26T02:30:00Z", "00000000-0000-0000-0000-000000000000", "<script>alert(1)</script>", "-occurredAt", "--", "unit,unit,x", new('x', 3000), string.Concat(Enumerable.Range(0, 1500).Select(n => $"{n} ")),
    ];

    [Fact]
    public async Task Every_text_exists_in_Swedish_and_in_English()
    {
        await using var app = new TestApp();
        app.Use(services => Assert.Empty(from register in services.GetRequiredService<RegisterBook>().All
                                         from key in register.TextKeys
                                         where !register.Words.IsComplete(key)
                                         select $"{register.Name}: {key}"));
    }

    [Fact]
    public async Task Every_register_has_its_pages_and_its_api()
    {
        await using var app = new TestApp();
        var names = new List<string>();
        app.Use(services => names.AddRange(services.GetRequiredService<RegisterBook>().All.Select(r => r.Path)));
        foreach (var path in names)
        {
            Assert.NotNull((await app.PageAsync(path)).QuerySelector("h1"));
            Assert.Equal(200, (int)(await app.Browser.GetAsync($"/api{path}", Stop)).StatusCode);
            Assert.Equal(200, (int)(await app.Browser.GetAsync($"{path}/export.xlsx", Stop)).StatusCode);
        }
    }

    /// <summary>Some records in every register that takes them, and then the question.</summary>
    private static Task EachRegister(TestApp app, Func<Register, GenomlysDb, Task> ask) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        var units = await Planting.UnitsAsync(db, "A/", "A/A1/", "A/A2/", "B/");
        var planting = new Planting(services);
        var registers = services.GetRequiredService<RegisterBook>().All.Where(r => r.CanAdd).ToList();
        foreach (var register in registers)
            foreach (var (n, mark) in Marks.Index())
                await planting.RecordAsync(register, units[n], mark, variant: n);
        foreach (var register in registers)
        {
            db.ChangeTracker.Clear();
            await ask(register, db);
        }
        return true;
    });

    private static async Task<IReadOnlyList<Guid>> FoundAsync(Register register, GenomlysDb db, Selection selection)
    {
        Assert.Empty(register.Check(db, selection));
        return Ids((await register.PageAsync(db, selection, Stop)).Items);
    }

    private static void Same(string what, IReadOnlyList<Guid> expected, IReadOnlyList<Guid> found) =>
        Assert.True(expected.SequenceEqual(found), $"{what} finds {found.Count} and should find {expected.Count}.");

    private static IReadOnlyList<Guid> Ids(IEnumerable<Record> records) => [.. records.Select(r => r.Id).Order()];

    private static Selection SelectionOf(string href) => Selection.Parse(QueryHelpers.ParseQuery(new Uri("http://x" + href).Query));

    /// <summary>An instant is asked for by its day in Sweden.</summary>
    private static string TermOf(Value value) => value.Field.Input is "datetime-local" ? value.Shown[..10] : Convert.ToString(value.Data, System.Globalization.CultureInfo.InvariantCulture)!.Replace("True", "true").Replace("False", "false");

    /// <summary>What is shown of the unit above is found with it: in these records, the unit whose name the other's code continues.</summary>
    private static bool IsWithin(Value value, Value wanted) => value.Data is not null && (TermOf(value) == TermOf(wanted)
        || (IsUnit(value.Field) && value.Shown.StartsWith(wanted.Shown, StringComparison.Ordinal)));

    private static bool IsUnit(Field field) => field.GetType().GenericTypeArguments is [_, var v] && (Nullable.GetUnderlyingType(v) ?? v) == typeof(Id<Unit>);

    private sealed class KeepRows : IRowWriter
    {
        public List<string> Said { get; } = [];
        public void Write(IReadOnlyList<object> cells) => Said.Add(string.Join('|', cells));
        public void Dispose() { }
    }
}
