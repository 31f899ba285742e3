using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.DataSubjects;
using Genomlys.Documents.Typst;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.DataSubjects;

/// <summary>All that the program holds about one person, nothing of anyone else's, for nobody but the data protection officer.</summary>
public sealed class ExtractTests
{
    private const int FewestTables = 40;
    private const string Path = "/data-subjects", Case = "KS 2025/77";

    private static readonly (string, string)[] Asked =
        [("name", PlantedPerson.Name), ("mail", PlantedPerson.Mail), ("signInName", PlantedPerson.SignInName), ("number", PlantedPerson.Number), ("because", Case)];

    /// <summary>What would be someone else's.</summary>
    private static readonly string[] OfAnother =
        [PlantedPerson.Canary, PlantedPerson.Other, "Ort, Bo", "BO ORT", PlantedPerson.OtherMail, PlantedPerson.OtherSignInName, PlantedPerson.OtherNumber, "121212-1212"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_person_is_found_in_every_table_that_names_him_with_everyone_else_masked(string provider)
    {
        await using var app = TestApp.On(provider);
        var planted = await app.Use(async services =>
        {
            var person = new PlantedPerson(services);
            await person.PlantAsync();
            return person;
        });
        Assert.Empty(planted.Refused);
        var (status, bytes) = await PostAsync(app, $"{Path}/export.json");
        Assert.Equal(HttpStatusCode.OK, status);
        var json = Encoding.UTF8.GetString(bytes);
        var parts = JsonDocument.Parse(json).RootElement.GetProperty("registers").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("id").GetString()!).ToHashSet());
        List<string> missed = [];
        app.Use(services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var (table, rows) in planted.Tables)
            {
                var name = db.Registers.All.FirstOrDefault(r => db.Model.FindEntityType(r.RecordType)!.GetTableName() == table)?.Name ?? table;
                if (!parts.TryGetValue(name, out var found))
                    missed.Add(table);
                else
                    missed.AddRange(rows.Where(id => id is not null && !found.Contains($"{id}")).Select(id => $"{table} {id}"));
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{planted.Tables.Count} tables, {parts.Values.Sum(p => p.Count)} records");
        Assert.Empty(missed);
        Assert.True(planted.Tables.Count >= FewestTables, $"{planted.Tables.Count} tables");
        Assert.Contains(PlantedPerson.Name, json, StringComparison.Ordinal);
        Assert.Contains("[annan person]s dator", json, StringComparison.Ordinal);
        Assert.Equal([], OfAnother.Where(o => json.Contains(o, StringComparison.Ordinal)));

        if (app.Host.Services.GetRequiredService<TypstWorker>().Missing() is not null || !HasPdfToText())
            Assert.Skip("needs Node's packages and pdftotext");
        (status, bytes) = await PostAsync(app, $"{Path}/export.pdf");
        Assert.Equal(HttpStatusCode.OK, status);
        var text = await TextAsync(bytes);
        Assert.Contains(PlantedPerson.Name, text, StringComparison.Ordinal);
        Assert.Contains("Registerutdrag", text, StringComparison.Ordinal);
        Assert.Equal([], OfAnother.Where(o => text.Contains(o, StringComparison.Ordinal)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Only_the_data_protection_officer_asks(string provider)
    {
        await using var app = TestApp.On(provider);
        foreach (var role in Enum.GetValues<AccessRole>())
        {
            using var visit = await Visit.AsAsync(app, $"{role}", role);
            var mayAsk = role is AccessRole.DataProtectionOfficer;
            Assert.Equal(mayAsk ? 200 : 403, await visit.StatusAsync(Path));
            var (field, cookie) = await visit.TokenAsync();
            foreach (var address in new[] { Path, $"{Path}/export.json", $"{Path}/export.pdf" })
            {
                using var answer = await visit.AskAsync(HttpMethod.Post, address, Form([.. Asked.Where(a => a.Item1 is "name" or "because"), (Visit.TokenField, field)]), cookie);
                Assert.Equal(mayAsk ? address.EndsWith("pdf", StringComparison.Ordinal) && app.Host.Services.GetRequiredService<TypstWorker>().Missing() is not null ? 404 : 200 : 403, (int)answer.StatusCode);
            }
            Assert.Equal(mayAsk, (await TextOfAsync(visit, "/account")).Contains($"href=\"{Path}\"", StringComparison.Ordinal));
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_log_says_that_it_was_done_and_why_and_not_about_whom(string provider)
    {
        await using var app = TestApp.On(provider);
        using var officer = await Visit.AsAsync(app, "ombud", AccessRole.DataProtectionOfficer);
        var (field, cookie) = await officer.TokenAsync();
        foreach (var address in new[] { Path, $"{Path}/export.json", $"{Path}/export.json" })   // the same file twice is the same file, and told of twice
        {
            using var answer = await officer.AskAsync(HttpMethod.Post, address, Form([.. Asked.Where(a => a.Item1 is not ("mail" or "signInName")), (Visit.TokenField, field)]), cookie);
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal(address == Path ? "text/html" : "application/json", answer.Content.Headers.ContentType?.MediaType);
        }
        var told = await app.Use(services => services.GetRequiredService<GenomlysDb>().Set<AuditEvent>().IgnoreQueryFilters().AsNoTracking().Where(e => e.Register == "data-subjects").OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(Stop));
        Assert.Equal([(AuditKind.Read, ""), (AuditKind.Exported, "json"), (AuditKind.Exported, "json")], told.Select(e => (e.Kind, e.Subject)));
        Assert.All(told, e =>
        {
            Assert.Equal(Case, e.Reason);
            Assert.Equal(officer.Account.Value, e.ActorId?.Value);
            Assert.DoesNotContain("Ek", $"{e.Subject} {e.Reason} {e.Fields}", StringComparison.Ordinal);
        });
    }

    /// <summary>Within the units he is for, by what his role reads; the person's own account besides; what is protected never.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_scope_of_whoever_asks_holds(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await Planting.UnitsAsync(app, "A/", "B/");
        var ids = await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var (db, planting, made) = (services.GetRequiredService<GenomlysDb>(), new Planting(services), new Dictionary<string, Guid>());
            foreach (var (key, unit, register) in new[] { ("own", units[0], "incidents"), ("other", units[1], "incidents"), ("protected", units[0], "losses"), ("risk", units[0], "risks") })
                made[key] = (await planting.TryRecordAsync(db.Registers.Of(register)!, await db.Units.SingleAsync(u => u.Id == unit, Stop), $"{PlantedPerson.Name} {key}", 0))!.Value;
            var loss = await db.Set<Genomlys.Incidents.Losses.LossReport>().IgnoreQueryFilters().SingleAsync(l => l.Id == new Id<Genomlys.Incidents.Losses.LossReport>(made["protected"]), Stop);
            loss.Secrecy = Secrecy.Protected;
            var account = new Genomlys.Accounts.Account { Id = Id<Genomlys.Accounts.Account>.New(), Name = PlantedPerson.Name, SignInName = PlantedPerson.SignInName, CreatedAt = db.Now };
            db.Add(account);
            await db.SaveChangesAsync(Stop);
            made["account"] = account.Id.Value;
            return made;
        });
        var extract = await app.Use(async services =>
        {
            await services.GetRequiredService<Viewer>().HoldAsync(services.GetRequiredService<GenomlysDb>(), (AccessRole.DataProtectionOfficer, units[0], true));
            return (await services.GetRequiredService<Extracting>().OfAsync(new AccessRequest(PlantedPerson.Name, "", "", "", Case), isWhole: true, Stop)).Extract!;
        });
        var found = extract.Parts.SelectMany(p => p.Records).Select(r => r.Id).ToHashSet();
        Assert.Contains($"{ids["own"]}", found);
        Assert.Contains($"{ids["account"]}", found);
        Assert.DoesNotContain($"{ids["other"]}", found);
        Assert.DoesNotContain($"{ids["protected"]}", found);
        Assert.DoesNotContain($"{ids["risk"]}", found);
        Assert.Contains(extract.NotReached, title => title == RiskTitle(app));
        var all = JsonSerializer.Serialize(extract);
        Assert.DoesNotContain("other summary", all, StringComparison.Ordinal);
        Assert.DoesNotContain("protected summary", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_says_where_he_is_and_names_him_in_no_address()
    {
        await using var app = new TestApp();
        await app.Use(async services =>
        {
            await new PlantedPerson(services).PlantAsync();
            return 0;
        });
        var (status, bytes) = await PostAsync(app, Path);
        Assert.Equal(HttpStatusCode.OK, status);
        var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(bytes));
        Assert.Contains(page.QuerySelectorAll("main tbody th").Select(h => h.TextContent), title => title == "Kommentarer i genomgången");
        Assert.Equal([$"{Path}/export.json"], page.QuerySelectorAll("main form").Select(f => f.GetAttribute("action")).Where(a => a!.EndsWith("json", StringComparison.Ordinal)));
        Assert.All(page.QuerySelectorAll("main form"), form => Assert.Equal("post", form.GetAttribute("method")));
        Assert.All(page.QuerySelectorAll("[href], [action]"), link => Assert.DoesNotContain("Ek", $"{link.GetAttribute("href")}{link.GetAttribute("action")}", StringComparison.Ordinal));
        Assert.Contains("Skyddade poster ingår inte", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(PlantedPerson.Other, page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_another_name_is_not_handed_out_for_his()
    {
        await using var app = new TestApp();
        await app.Use(async services =>
        {
            await new PlantedPerson(services).PlantAsync();
            return 0;
        });
        var (response, page) = await app.SubmitAsync(Path, new() { ["name"] = PlantedPerson.Name, ["signInName"] = PlantedPerson.OtherSignInName, ["because"] = Case });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull(page.QuerySelector("#signInName[aria-invalid=true]"));
        Assert.Equal(PlantedPerson.Name, page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Every_table_is_searched_or_it_is_said_why_not()
    {
        await using var app = new TestApp();
        app.Use(services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var tables = db.Model.GetEntityTypes().Where(t => db.Registers.Of(t.ClrType) is null).Select(t => t.GetTableName()!).ToList();
            string[] said = [.. Tables.Searched.Keys, .. Tables.NotSearched.Keys];
            Assert.Empty(Unsaid(tables, said));
            Assert.Empty(said.Except(tables));
            Assert.Equal(said.Length, said.Distinct().Count());
            Assert.Equal(["horses"], Unsaid([.. tables, "horses"], said));
            Assert.All(Tables.Searched.Keys, table => Assert.True(Words.Of<DataSubjectsModule>().IsComplete($"Table.{table}"), table));
            var unworded = db.Model.GetEntityTypes().Where(t => Tables.Searched.ContainsKey(t.GetTableName()!) || db.Registers.Of(t.ClrType) is not null)
                .SelectMany(t => t.GetProperties().Where(p => p.ClrType != typeof(byte[]) && p.Name is not "Id" && !Tables.KeptBack.Contains(p.Name) && db.Registers.Of(t.ClrType)?.Fields.Any(f => f.Property == p.Name) is not true))
                .Select(p => p.Name).Distinct().Where(c => !Words.Of<DataSubjectsModule>().IsComplete($"Column.{c}")).ToList();
            Assert.Empty(unworded);
            var columns = db.Model.GetEntityTypes().SelectMany(t => t.GetProperties().Select(p => (t.GetTableName()!, p.Name))).ToHashSet();
            Assert.Empty(Tables.SayAPerson.Concat(Tables.MaySayAPerson).Concat(Tables.SayJson).Except(columns));
            Assert.Empty(Tables.KeptBack.Except(columns.Select(c => c.Name)));
            var secret = columns.Where(c => c.Name.Contains("Hash", StringComparison.Ordinal) || c.Name.Contains("Seed", StringComparison.Ordinal) || c.Name.Contains("Sealed", StringComparison.Ordinal) || c.Name.Contains("Challenge", StringComparison.Ordinal)).Select(c => c.Name);
            Assert.Empty(secret.Except(Tables.KeptBack).Except(["IsSealed", "SealedTo", "SealedText"]));   // mail is opened, and only for whom it is to
        });
    }

    private static IEnumerable<string> Unsaid(IEnumerable<string> tables, IEnumerable<string> said) => tables.Except(said);

    private static string RiskTitle(TestApp app)
    {
        var title = "";
        app.Use(services => title = services.GetRequiredService<RegisterBook>().Of("risks")!.Title);
        return title;
    }

    private static async Task<(HttpStatusCode, byte[])> PostAsync(TestApp app, string address)
    {
        var page = await app.PageAsync(Path);
        using var answer = await app.Browser.PostAsync(new Uri(address, UriKind.Relative), Form([.. Asked, (Visit.TokenField, page.QuerySelector($"input[name={Visit.TokenField}]")!.GetAttribute("value")!)]), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    private static async Task<string> TextOfAsync(Visit visit, string address)
    {
        using var answer = await visit.AskAsync(HttpMethod.Get, address);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static FormUrlEncodedContent Form((string Name, string Value)[] says) => new(says.Select(s => KeyValuePair.Create(s.Name, s.Value)));

    private static bool HasPdfToText() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Any(p => File.Exists(System.IO.Path.Combine(p, "pdftotext")));

    /// <summary>Line breaks may part a name: they count as spaces.</summary>
    private static async Task<string> TextAsync(byte[] pdf)
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf, Stop);
            using var reading = Process.Start(new ProcessStartInfo("pdftotext", ["-raw", file, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = await reading.StandardOutput.ReadToEndAsync(Stop);
            await reading.WaitForExitAsync(Stop);
            return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
