using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 14: every answer tells the browser to run, show and send only what is ours; no page holds a script, style or handler of its own; nothing that somebody wrote becomes part of a page.</summary>
[Trait("Bar", "14")]
public sealed class PageTests
{
    private static readonly Dictionary<string, string> Always = new()
    {
        ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default; report-uri /api/policy-reports",
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains",
    };

    private static readonly int Quarters = Matrix.IsWhole ? 1 : 4;
    private static readonly int PagesOfList = Matrix.IsWhole ? 5 : 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_carries_the_headers_and_no_page_a_script_of_its_own()
    {
        await using var app = new TestApp { IsSpent = true };
        var records = await app.PlantAsync("HUVUD");
        using var visit = await Visit.AsAsync(app, "läsare", AccessRole.Reporter);
        using var browser = app.Visit(handlesCookies: false);
        var (bare, own, statuses) = (new List<string>(), new List<string>(), new Dictionary<int, int>());
        foreach (var endpoint in Endpoints.Of(app))
        {
            var address = endpoint.Filled(records);
            foreach (var (who, cookies) in new[] { ("", "all"), ("nobody", ""), ("a reporter", visit.Cookie.Replace("genomlys=", "__Host-genomlys=", StringComparison.Ordinal)) })
                await LookAsync(endpoint.Method, address, who is "", cookies);   // without a token what changes something answers 400
            if (!endpoint.Changes)
            {
                await LookAsync("PROPFIND", address, true, "all");   // 405
                await LookAsync("GET", address + "?no-such-field=1&p=x&sort=y&columns=%00&q=%27", true, "all");
            }
        }
        foreach (var file in EndpointTests.Rows("anonymous.csv").Where(r => r[0] is "FILE").Select(r => r[1]))
        {
            await LookAsync("GET", file, false, "");
            await LookAsync("POST", file, false, "");
        }
        foreach (var address in new[] { "/no/such/page", "/api/no-such-thing", "/incidents/%09", $"/incidents/{Endpoints.Unused}", "/account/prove" })
            await LookAsync("GET", address, true, "all");
        using var signIn = await browser.GetAsync("https://localhost/sign-in", Stop);
        await LookAsync("POST", "/preferences", false, Visit.CookieIn(signIn.Headers), new FormUrlEncodedContent([new("theme", "dark"), new(Visit.TokenField, Visit.TokenIn(await signIn.Content.ReadAsStringAsync(Stop)))]));   // 303
        await LookAsync("POST", "/api/policy-reports", false, "", new ByteArrayContent(new byte[20 << 10]));   // 413
        await LookAsync("POST", "/api/incidents", true, "all", new StringContent("nej"));   // 415
        await LookAsync("GET", "/", true, "all", host: "evil.example");   // 400
        await app.Use(async services => await services.GetRequiredService<GenomlysDb>().Database.ExecuteSqlRawAsync("DROP TABLE training_records", Stop));
        await LookAsync("GET", "/training", true, "all");   // 500
        foreach (var status in new[] { 200, 302, 303, 400, 401, 403, 404, 405, 413, 415, 500 })
            Assert.True(statuses.ContainsKey(status), $"no answer was {status}: {string.Join(", ", statuses.Keys.Order())}");
        Bar.None(14, "none", bare, "answers that lack a header");
        Bar.None(14, "none", own, "scripts, styles and handlers that a page holds itself");

        async Task LookAsync(string method, string address, bool mayAll, string cookies, HttpContent? content = null, string? host = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"https://localhost{address}") { Content = content };
            if (!mayAll)
                request.Headers.Add("X-Test-Nobody", "true");
            if (cookies is not ("" or "all"))
                request.Headers.Add("Cookie", cookies);
            request.Headers.Host = host;
            using var answer = await browser.SendAsync(request, Stop);
            statuses[(int)answer.StatusCode] = statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
            foreach (var (name, value) in Always)
                if (!answer.Headers.TryGetValues(name, out var said) || said.Single() != value)
                    bare.Add($"{method} {address} ({(int)answer.StatusCode}): {name}");
            if (!answer.Headers.Contains("Permissions-Policy") || answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"))
                bare.Add($"{method} {address}: permissions or server");
            if (!EndpointTests.Rows("anonymous.csv").Any(r => r[0] is "FILE" && r[1] == address) && answer.Headers.CacheControl?.NoStore is not true)
                bare.Add($"{method} {address}: may be kept");
            if (answer.Content.Headers.ContentType?.MediaType is "text/html")
                own.AddRange(Foreign(new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop))).Select(f => $"{method} {address}: {f}"));
        }
    }

    /// <summary>Written into every text field of every register, and shown wherever records are shown; and said in addresses, searches, files and refused forms. By day a register has a quarter of the payloads, and its neighbours the others; by night all.</summary>
    [Fact]
    public async Task Nothing_that_somebody_wrote_becomes_part_of_a_page()
    {
        await using var app = new TestApp();
        var payloads = Payloads.All;
        Assert.Equal(200, payloads.Count);
        List<string> live = [];
        var refused = new SortedSet<string>(StringComparer.Ordinal);
        var (written, shown) = (0, 0);
        var lists = new List<(string Path, string Columns, List<Guid> Records)>();
        await app.Use(async services =>
        {
            var (db, planting, now) = (services.GetRequiredService<GenomlysDb>(), new Planting(services), app.Clock.GetUtcNow());
            var unit = (await Planting.UnitsAsync(db, "A/"))[0];
            foreach (var (turn, register) in services.GetRequiredService<RegisterBook>().All.Index())
            {
                if (await planting.RecordAsync(register, unit, "FÖRLAGA") is null)
                    continue;
                var model = planting.Taken(register, "FÖRLAGA");
                var texts = register.Fields.Where(f => f.IsGiven && IsText(f)).ToList();
                var records = new List<Guid>();
                foreach (var (n, payload) in payloads.Index().Where(p => (p.Index + turn) % Quarters is 0))
                {
                    var said = new Dictionary<string, object?>(model);
                    foreach (var field in register.Fields.Where(f => model.ContainsKey(f.Key)))   // records are told apart by days and numbers too
                        if (field.Input is "date" && DateOnly.TryParse($"{model[field.Key]}", CultureInfo.InvariantCulture, out var day))
                            said[field.Key] = day.AddDays(-n - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                        else if (field is { IsKey: true, IsNumber: true } or { IsKey: true, Input: "number" })
                            said[field.Key] = field.Key is "year" ? $"{2030 + n}" : $"{n + 100}";
                    if (said.TryGetValue("year", out var year) && said.ContainsKey("asOf"))
                        said["asOf"] = $"{year}-11-15";   // a review's last day lies in its year
                    foreach (var field in texts)
                        said[field.Key] = Fitting(field, db, field.IsKey ? $"{n}{payload}" : payload);
                    for (var attempt = 0; attempt < 8; attempt++)
                    {
                        db.ChangeTracker.Clear();
                        var saved = await register.SaveAsync(db, null, null, said, now, Stop);
                        if (saved.Status is SaveStatus.Done)
                        {
                            records.Add(saved.Id);
                            break;
                        }
                        foreach (var refusal in saved.Refusals)
                        {
                            refused.Add($"{register.Name}.{refusal.Field}");
                            if (refusal.Field is "" && texts.Find(t => t is { IsRequired: false, IsKey: false } && said.ContainsKey(t.Key)) is { } optional)
                                said.Remove(optional.Key);
                            else if (refusal.Field is "")
                                texts.FindAll(t => t.IsKey).ForEach(t => said[t.Key] = $"N{n}");
                            else if (texts.Find(t => t.Key == refusal.Field) is { IsKey: true })
                                said[refusal.Field] = $"N{n}";   // a field with a form of its own: what it refuses is shown below, in the form
                            else if (texts.Any(t => t.Key == refusal.Field) && model.TryGetValue(refusal.Field, out var before))
                                said[refusal.Field] = before;
                            else
                                said.Remove(refusal.Field);
                        }
                    }
                    db.ChangeTracker.Clear();
                }
                written += records.Count * texts.Count;
                lists.Add((register.Path, string.Join(',', register.Fields.Select(f => f.Key)), records));
            }
            return 0;
        });
        foreach (var (path, columns, records) in lists)
        {
            for (var page = 1; page <= PagesOfList; page++)
                await LookAsync($"{path}?columns={columns}&p={page}");
            foreach (var (n, record) in records.Index().Where(r => Quarters > 1 || (r.Index + path.Length) % 4 is 0))   // all lists show all; a record's page is the same for all registers but for what a module adds
                await LookAsync(n % 3 is 0 ? $"{path}/{record}/edit" : $"{path}/{record}");
            foreach (var payload in payloads.Where((_, n) => n % 8 is 0))
                await LookAsync($"{path}?q={Uri.EscapeDataString(payload)}&{Uri.EscapeDataString(payload)}=1&sort={Uri.EscapeDataString(payload)}");
        }
        foreach (var payload in payloads)
        {
            var said = Uri.EscapeDataString(payload);
            foreach (var address in new[] { $"/search?q={said}", $"/sign-in?back={said}", $"/account/prove?back={said}", $"/{said}", $"/incidents?{said}={said}", $"/review/2025/{said}" })
                await LookAsync(address);
        }
        foreach (var chunk in payloads.Chunk(50))
            foreach (var register in new[] { "incidents", "systems" })
            {
                var cells = string.Join("\r\n", chunk.Select(p => string.Join(';', Enumerable.Repeat($"\"{p.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", 4))));
                var (answer, _) = await app.SubmitAsync($"/{register}/import", [], file: ($"{string.Concat(chunk[0].Where(c => c is not ('\r' or '\n' or '"')))}.csv", System.Text.Encoding.UTF8.GetBytes($"Referens;Namn;\"{chunk[0].Replace("\"", "\"\"", StringComparison.Ordinal)}\";Text\r\n{cells}")));
                if (answer.Headers.Location is { } preview)
                    await LookAsync(preview.ToString());
                foreach (var payload in chunk.Where((_, n) => n % 5 is 0))
                {
                    var form = (await app.PageAsync($"/{register}/new")).QuerySelectorAll("main form [name]").Select(i => i.GetAttribute("name")!).Where(n => !n.StartsWith('_')).Distinct().ToDictionary(n => n, _ => payload);
                    var (answered, again) = await app.SubmitAsync($"/{register}/new", form);
                    shown++;
                    live.AddRange(Foreign(again).Select(f => $"/{register}/new, refused: {f}"));
                    answered.Dispose();
                }
            }
        TestContext.Current.TestOutputHelper?.WriteLine($"{written} texts written, {shown} pages looked at; with forms of their own: {string.Join(", ", refused)}");
        Assert.All(lists, l => Assert.Equal((l.Path, payloads.Count / Quarters), (l.Path, l.Records.Count)));
        Assert.True(written > 8_000 / Quarters, $"{written}");
        Assert.True(shown > 2_000, $"{shown}");
        Bar.None(14, "none", live, "of 200 payloads in every text field of every register, those that became an element, an attribute or an address");

        async Task LookAsync(string address)
        {
            using var answer = await app.Browser.GetAsync(address, Stop);
            if ((int)answer.StatusCode >= 500)
                live.Add($"{address}: {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
                return;
            shown++;
            live.AddRange(Foreign(new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop))).Select(f => $"{address}: {f}"));
        }
    }

    private static string Fitting(Field field, GenomlysDb db, string text) => field.MostCharacters(db) is { } most && most < text.Length ? text[..most] : text;

    private static bool IsText(Field field) => !field.IsReference && !field.IsNumber && field.Choices.Count is 0 && field.Input is "text" or "textarea" or "email" or "url";

    private static readonly string[] Strange = ["style", "iframe", "frame", "object", "embed", "base", "applet", "math", "marquee", "foreignobject", "x-canary", "video", "audio", "animate", "set"];
    private static readonly string[] Addresses = ["href", "src", "action", "formaction", "xlink:href", "poster", "background", "data", "ping", "hx-get", "hx-post"];

    /// <summary>What may not stand in a page: scripts, styles and frames of its own, handlers, and addresses that are not ours.</summary>
    private static IEnumerable<string> Foreign(IHtmlDocument page)
    {
        foreach (var element in page.All)
        {
            if (Strange.Contains(element.LocalName) || (element.LocalName is "meta" && element.HasAttribute("http-equiv")))
                yield return element.OuterHtml;
            if (element.LocalName is "script" && (element.GetAttribute("src") is null || element.TextContent is not ""))
                yield return element.OuterHtml;
            foreach (var attribute in element.Attributes)
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.StartsWith("hx-on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcdoc")
                    yield return $"{attribute.Name} of {element.LocalName}";
                else if (Addresses.Contains(attribute.Name) && !IsOurs(attribute.Value))
                    yield return $"{attribute.Name}={attribute.Value}";
        }
    }

    private static bool IsOurs(string address) => address is "" || address.StartsWith('#') || address.StartsWith('?') || (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal));
}
