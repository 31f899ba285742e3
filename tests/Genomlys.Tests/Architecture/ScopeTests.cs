using System.IO.Compression;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Exports;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>Rule 10 of docs/house.md: whatever a register answers obeys the organisation scope, and every field its secrecy. Generated from the registers there are.</summary>
public sealed class ScopeTests
{
    private const string Own = "EGEN", Others = "KANARIE", Secret = "HEMLIG";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Registers that belong to the whole organisation. A new register is scoped, or it is said here that everyone sees it.</summary>
    private static readonly string[] SeenByAll = ["accounts", "break-glass", "council-goals", "courses", "duty-rules", "horizon", "papers", "retention-rules", "role-assignments", "scales", "secrecy-grounds", "security-log", "templates", "units"];

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_belongs_to_another_unit_changes_no_answer(string provider)
    {
        await using var app = TestApp.On(provider);
        var (before, alone) = await app.Use(async services =>
        {
            var units = await Planting.UnitsAsync(Db(services), "A/", "B/");
            var planting = new Planting(services);
            foreach (var register in Registers(services))
                await planting.RecordAsync(register, units[0], Own);
            var answers = await AnswersAsync(services);
            services.GetRequiredService<Viewer>().MayAll(Db(services), "A/");
            foreach (var (question, answer) in (await AnswersAsync(services)).Where(a => a.Key.StartsWith("audit-log", StringComparison.Ordinal)))
                answers[question] = answer;   // the log tells also of what belongs to no unit, and that is for those who read it for all
            services.GetRequiredService<Viewer>().MayAll(null);
            return (answers, units[1]);
        });
        var hidden = await app.Use(async services =>
        {
            var planting = new Planting(services, reusesShared: true);
            var ids = new List<(Register Register, Guid Id)>();
            foreach (var register in Registers(services).Where(Planting.IsScoped))
                if (await planting.RecordAsync(register, alone, Others, variant: 1) is { } id)
                    ids.Add((register, id));
            return ids;
        });
        Assert.NotEmpty(hidden);

        var after = await app.Use(services =>
        {
            services.GetRequiredService<Viewer>().MayAll(Db(services), "A/");
            return AnswersAsync(services);
        });
        Assert.All(before, answer => Assert.Equal(answer.Value, after[answer.Key]));
        Assert.DoesNotContain(after, answer => answer.Value.Contains(Others, StringComparison.Ordinal));

        Assert.Empty(await LeaksAsync(app, Others, hidden, request => request.Headers.Add("X-Test-Path", "A/")));
    }

    [Fact]
    public async Task The_canary_sings_for_those_who_may_hear_it()
    {
        await using var app = new TestApp();
        var planted = await app.Use(async services =>
        {
            var units = await Planting.UnitsAsync(Db(services), "A/", "B/");
            var planting = new Planting(services);
            var ids = new List<(Register Register, Guid Id)>();
            foreach (var register in Registers(services).Where(Planting.IsScoped))
                if (await planting.RecordAsync(register, units[1], Others, variant: 1) is { } id)
                    ids.Add((register, id));
            return ids;
        });
        var heard = await LeaksAsync(app, Others, planted, request => request.Headers.Add("X-Test-Path", "B/"));
        foreach (var (register, id) in planted)
            foreach (var at in new[] { register.Path, $"/api{register.Path}", $"{register.Path}/{id}", $"/api{register.Path}/{id}", $"{register.Path}/{id}/edit" })
                Assert.Contains(at, heard);
        Assert.Contains("/incidents/export.csv", heard);
        Assert.Contains("/incidents/export.xlsx", heard);
    }

    [Fact]
    public async Task A_register_is_scoped_or_said_to_be_seen_by_all()
    {
        await using var app = new TestApp();
        app.Use(services =>
        {
            var planting = new Planting(services);
            Assert.Equal(SeenByAll.Order(StringComparer.Ordinal), Registers(services).Where(r => !Planting.IsScoped(r)).Select(r => r.Name).Order(StringComparer.Ordinal));
        });
    }

    /// <summary>Every field that may be kept secret is made secret; then nobody without clearance hears of it.</summary>
    [Fact]
    public async Task A_restricted_field_shows_nowhere_for_those_who_are_not_cleared()
    {
        await using var app = new TestApp { IsSpent = true };
        var planted = await app.Use(async services =>
        {
            foreach (var field in Registers(services).SelectMany(r => r.Fields).Where(MayBeSecret))
                typeof(Field).GetProperty(nameof(Field.Secrecy))!.SetValue(field, Secrecy.Restricted);
            var units = await Planting.UnitsAsync(Db(services), "A/");
            var planting = new Planting(services);
            var ids = new List<(Register Register, Guid Id)>();
            foreach (var register in Registers(services))
                if (await planting.RecordAsync(register, units[0], Own, secret: Secret) is { } id)
                    ids.Add((register, id));
            return ids;
        });
        Assert.Empty(await LeaksAsync(app, Secret, [], request => request.Headers.Add("X-Test-Clearance", "Open"), also: planted));
        Assert.NotEmpty(await LeaksAsync(app, Secret, [], _ => { }, also: planted));

        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().MayAll(null, Secrecy.Open);
            var db = Db(services);
            foreach (var register in Registers(services))
            {
                var secret = register.Fields.Where(MayBeSecret).Select(f => f.Key).ToHashSet();
                var list = await register.ListAsync(db, Selection.All with { Columns = [.. secret] }, Stop);
                Assert.Empty(list.Columns.Select(c => c.Key).Concat(list.AllColumns.Select(c => c.Key)).Concat(list.Facets.Select(f => f.Key)).Concat(list.Ranges.Select(r => r.Key)).Intersect(secret));
                Assert.Empty((await register.PageAsync(db, Selection.All, Stop)).Items.SelectMany(i => i.Values).Select(v => v.Field.Key).Intersect(secret));
                Assert.Empty((await register.InputsAsync(db, null, Stop)).Select(i => i.Field.Key).Intersect(secret));
                foreach (var key in secret)
                {
                    Assert.NotEmpty(register.Check(db, Selection.All.With(key, Selection.Missing)));
                    Assert.NotEmpty(register.Check(db, Selection.All with { Sort = key }));
                    Assert.Empty(await register.SuggestAsync(db, key, "", Stop));
                    Assert.NotEmpty((await register.ChangeAllAsync(db, Selection.All, key, "1", false, default, Stop)).Refusals);
                }
                foreach (var figure in register.Figures)
                {
                    var result = await figure.EvaluateAsync(db, Period.Year(2025), Stop);
                    if (register.Check(db, SelectionOf(result.Href)) is [_, ..])
                        Assert.Null(result.Value);
                    Assert.DoesNotContain(result.Parts, p => register.Check(db, SelectionOf(p.Href)) is [_, ..]);
                    Assert.DoesNotContain(result.Exclusions, e => register.Check(db, SelectionOf(e.Href)) is [_, ..]);
                }
                foreach (var finding in register.Findings)
                    if (register.Check(db, finding.SelectionAt(new(2025, 11, 15))) is [_, ..])
                        Assert.Equal(0, (await finding.EvaluateAsync(db, new(2025, 11, 15), Stop)).Count);
            }
            return true;
        });
    }

    private static bool MayBeSecret(Field field) => !field.IsSearched && !field.IsKey;

    private static GenomlysDb Db(IServiceProvider services) => services.GetRequiredService<GenomlysDb>();

    private static IReadOnlyList<Register> Registers(IServiceProvider services) => services.GetRequiredService<RegisterBook>().All;

    private static Selection SelectionOf(string href) => Selection.Parse(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x" + href).Query));

    /// <summary>All that the registers say to the one who asks, except how often a record was saved.</summary>
    internal static async Task<Dictionary<string, string>> AnswersAsync(IServiceProvider services)
    {
        var (db, answers) = (Db(services), new Dictionary<string, string>());
        foreach (var register in Registers(services))
        {
            foreach (var archived in new[] { false, true })
            {
                var all = Selection.All with { IsArchived = archived, Columns = [.. register.Fields.Select(f => f.Key)] };
                var list = await register.ListAsync(db, all, Stop);
                var rows = new KeepRows();
                await register.ExportAsync(db, all, rows, Stop);
                Add($"{register.Name} archived={archived}", new
                {
                    list.Total, list.Pages, list.IsEmpty, list.Facets, Rows = list.Rows.Select(r => new { r.Id, r.Cells }),
                    Count = await register.CountAsync(db, all, Stop), Export = rows.Said,
                    Items = (await register.PageAsync(db, all, Stop)).Items.Select(i => new { i.Id, i.Title, Values = i.Values.Select(v => v.Data) }),
                });
            }
            Add($"{register.Name} search", await register.CountAsync(db, Selection.All with { Search = Others }, Stop));
            foreach (var field in register.Fields.Where(f => f.IsReference))
                Add($"{register.Name} suggest {field.Key}", await register.SuggestAsync(db, field.Key, "", Stop));
            foreach (var figure in register.Figures)
                Add(figure.Key, await figure.EvaluateAsync(db, Period.Year(2025), Stop));
            foreach (var finding in register.Findings)
                Add($"finding {finding.Key}", await finding.EvaluateAsync(db, new(2025, 11, 15), Stop));
        }
        return answers;

        void Add(string name, object answer) => answers.Add(name, JsonSerializer.Serialize(answer));
    }

    /// <summary>Asks for every address that can be asked for, and for some records by their identity: where the mark is heard, or a hidden record answers.</summary>
    internal static async Task<IReadOnlyList<string>> LeaksAsync(TestApp app, string mark, IReadOnlyList<(Register Register, Guid Id)> hidden, Action<HttpRequestMessage> viewer, IReadOnlyList<(Register Register, Guid Id)>? also = null)
    {
        var addresses = new HashSet<string>();
        app.Use(services =>
        {
            foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
                if (endpoint.RoutePattern.Parameters is [] && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is not false)
                    addresses.Add("/" + endpoint.RoutePattern.RawText!.Trim('/'));
            foreach (var register in Registers(services))
                foreach (var field in register.Fields.Where(f => f.IsReference))
                    addresses.Add($"{register.Path}/suggest/{field.Key}");
        });
        foreach (var (register, id) in hidden.Concat(also ?? []))
            addresses.UnionWith([$"{register.Path}/{id}", $"{register.Path}/{id}/edit", $"/api{register.Path}/{id}"]);

        var heard = new List<string>();
        foreach (var address in addresses)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            viewer(request);
            using var response = await app.Browser.SendAsync(request, Stop);
            Assert.True((int)response.StatusCode < 500, $"{address}: {(int)response.StatusCode}");
            var said = address.EndsWith(".xlsx", StringComparison.Ordinal)
                ? await CellsAsync(response)
                : await response.Content.ReadAsStringAsync(Stop);
            if (said.Contains(mark, StringComparison.Ordinal) || hidden.Any(h => address.Contains(h.Id.ToString(), StringComparison.Ordinal) ? response.IsSuccessStatusCode : said.Contains(h.Id.ToString(), StringComparison.Ordinal)))
                heard.Add(address);
        }
        return heard;
    }

    private static async Task<string> CellsAsync(HttpResponseMessage response)
    {
        using var workbook = new ZipArchive(await response.Content.ReadAsStreamAsync(Stop));
        return string.Join('\n', workbook.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }

    private sealed class KeepRows : IRowWriter
    {
        public List<string> Said { get; } = [];
        public void Write(IReadOnlyList<object> cells) => Said.Add(string.Join('|', cells));
        public void Dispose() { }
    }
}
