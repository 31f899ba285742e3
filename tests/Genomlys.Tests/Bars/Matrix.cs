using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Genomlys.Accounts.Log;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>One question to the program: an endpoint, what it is asked about, and what counts as being let in. A refused one says something that would change a record if it were not refused.</summary>
internal sealed record Probe(string Endpoint, string Area, string Act, string Href, char Object, Register? Register)
{
    public string Method => Endpoint[..Endpoint.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>What is sent; told whether it is expected to be refused.</summary>
    public Func<bool, HttpContent?> Says { get; init; } = _ => null;
    public int Version { get; init; }
    public int[] Answers { get; init; } = [200];
}

/// <summary>Asks every endpoint as everyone about everything, and holds the answers against tables written by hand: matrix.csv says who may what of whose, endpoints.csv what each endpoint asks for.</summary>
internal sealed partial class Matrix
{
    private readonly TestHost host;
    private readonly MatrixWorld world;
    private readonly Dictionary<(string Area, string Act), Dictionary<string, string>> may = [];
    private readonly Dictionary<string, string> areaOf = [];
    private readonly Dictionary<string, (string Area, string Act)> asks = [];
    private readonly Dictionary<string, (HttpClient Client, string Token, string Cookie)> browsers = [];

    public List<string> Deviations { get; } = [];

    /// <summary>Endpoints for which nobody has said who may use them, or how to try them.</summary>
    public List<string> Untried { get; } = [];
    public int Probes { get; private set; }
    public int Foreign { get; private set; }

    public Matrix(TestHost host, MatrixWorld world)
    {
        (this.host, this.world) = (host, world);
        var lines = Lines("matrix.csv");
        foreach (var line in lines.Skip(1))
            may[(line[0], line[1])] = lines[0].Skip(2).Zip(line.Skip(2)).ToDictionary(p => p.First, p => p.Second);
        foreach (var row in EndpointTests.Rows("registers.csv"))
            areaOf[row[0].TrimStart('/')] = row[1];
        foreach (var row in EndpointTests.Rows("endpoints.csv"))
            asks[Plain($"{row[0]} {row[1]}")] = (row[3], row is [_, _, _, _, var act] ? act : row[2] switch { "Nothing" => "open", "SignIn" => "signedIn", var need => need.ToLowerInvariant() });

        static List<string[]> Lines(string name) => [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Bars", name)).Where(l => l is not "").Select(l => l.Split(';'))];
    }

    /// <summary>An endpoint as endpoints.csv and the program call it alike.</summary>
    private static string Plain(string endpoint) =>
        endpoint.Replace("/{register}", "{register}", StringComparison.Ordinal).Replace("{bulk}", "{register}", StringComparison.Ordinal).Replace("{guarded}", "{register}", StringComparison.Ordinal).Replace("{disposable}", "{register}", StringComparison.Ordinal).TrimEnd('/');

    /// <summary>All of it; or only what is left to the walls, as some: what is refused before any record is looked for is none of theirs.</summary>
    public async Task RunAsync(params string[] wallsAs)
    {
        var probes = await ProbesAsync();
        foreach (var principal in world.Principals.Where(p => wallsAs is [] || wallsAs.Contains(p.Name)))
        {
            var refusedBefore = await RefusalsAsync(principal);
            var before = await MarksAsync();
            var (forbidden, denied) = (0, new List<string>());
            foreach (var group in probes.Index().Where(p => !EndsVisit(p.Item)).GroupBy(p => (p.Item.Register, p.Item.Area)))
            {
                LetRest(principal);
                foreach (var (place, probe) in group)
                {
                    var expected = Expected(principal, probe);
                    if (Cell(probe.Area, probe.Act, principal) is "!" or "-" && (wallsAs is not [] || probe.Object is not ('*' or 'o' or 't')))
                        continue;   // whoever is refused before a record is looked for is refused alike for all: two of them show it
                    if (!IsDue(principal, probe, place))
                        continue;
                    if (expected is not null && !probe.Endpoint.StartsWith("GET", StringComparison.Ordinal))
                        denied.Add(probe.Endpoint);
                    if (await AskAsync(principal, probe, expected) is HttpStatusCode.Forbidden)
                        forbidden++;
                }
                if (IsWhole)
                    before = await UnchangedAsync(principal, before, denied);
            }
            await UnchangedAsync(principal, before, denied);
            if (wallsAs is [] && principal.Account is not null && principal.Name is not "disabled" && await RefusalsAsync(principal) - refusedBefore != forbidden)
                Deviations.Add($"{principal.Name}: {forbidden} refusals, {await RefusalsAsync(principal) - refusedBefore} of them in the security log");
            LetRest(principal);
            await TotalsAsync(principal);
            LetRest(principal);
            await FieldsAsync(principal);
            await SecondaryAsync(principal);
            foreach (var probe in probes.Where(EndsVisit).OrderByDescending(p => p.Endpoint is "POST /sign-out"))   // the last thing anyone does
                await AskAsync(principal, probe, Expected(principal, probe));
        }

        async Task<Dictionary<string, string>> UnchangedAsync(Principal principal, Dictionary<string, string> before, List<string> denied)
        {
            var after = await MarksAsync();
            foreach (var (table, mark) in after.Where(a => before[a.Key] != a.Value))
                Deviations.Add($"{principal.Name}: {table} has changed ({before[table]} → {mark}) by one of: {string.Join(", ", denied.Distinct())}");
            denied.Clear();
            return after;
        }

        static bool EndsVisit(Probe probe) => probe.Endpoint.StartsWith("POST /sign-", StringComparison.Ordinal);
    }

    /// <summary>
    /// By night all of it is asked. By day it takes turns: whose records an endpoint is asked about, so that everyone asks every endpoint about everyone's, but not of each register;
    /// and who is refused, so that every endpoint refuses a fifth of those it is not for.
    /// </summary>
    private bool IsDue(Principal principal, Probe probe, int place)
    {
        var who = world.Principals.IndexOf(principal);
        return IsWhole
            || (Turns.IndexOf(probe.Object) is >= 0 and var turn ? (who + world.Registers.Index().FirstOrDefault(r => r.Item == probe.Register).Index) % Turns.Length == turn
                : Cell(probe.Area, probe.Act, principal) is not ("!" or "-") || (who + place) % RefusedInTurn is 0);
    }

    private const int RefusedInTurn = 5;
    private const string Turns = "ctpxsa";
    public static readonly bool IsWhole = Environment.GetEnvironmentVariable("GENOMLYS_NIGHTLY") is not null;

    /// <summary>A token may ask so and so often within a minute.</summary>
    private void LetRest(Principal principal)
    {
        if (principal.Token is not "")
            host.Clock.Pass(TimeSpan.FromMinutes(1));
    }

    // ---- What is expected

    private string Cell(string area, string act, Principal principal) => may[(area, act)][principal.Name];

    /// <summary>The status of a refusal; nothing when he is let in.</summary>
    private int? Expected(Principal principal, Probe probe)
    {
        var cell = Cell(probe.Area, probe.Act, principal);
        if (cell is "!" || (principal.Token is not "" && probe.Act is not "open" && !probe.Href.StartsWith("/api/", StringComparison.Ordinal)))
            return 401;
        if (cell is "-")
            return 403;
        if (probe.Object is '*' || cell is "*")
            return null;
        if (probe.Object is 'k' && probe.Endpoint.Contains("/same-as/", StringComparison.Ordinal))
            return 404;   // nothing is linked to what is protected, by nobody
        return !Cell(probe.Area, "read", principal).Contains(probe.Object, StringComparison.Ordinal) ? 404 : cell.Contains(probe.Object, StringComparison.Ordinal) ? null : 403;
    }

    private async Task<HttpStatusCode> AskAsync(Principal principal, Probe probe, int? expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(probe.Method), probe.Href) { Content = probe.Says(expected is not null) };
        if (probe.Href.StartsWith("/api/", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{(expected is null && probe.Method is "DELETE" ? 0 : probe.Version)}\"");
        var (status, said, headers) = await SendAsync(principal, request);
        Probes++;
        if (expected is { } refused ? (int)status != refused : !probe.Answers.Contains((int)status))
            Deviations.Add($"{principal.Name} {probe.Endpoint} {probe.Register?.Name} {probe.Object}: {(int)status}, expected {expected?.ToString(CultureInfo.InvariantCulture) ?? string.Join(" or ", probe.Answers)}");
        Hear(principal, $"{probe.Endpoint} {probe.Register?.Name} {probe.Object}", said + headers);
        return status;
    }

    /// <summary>No canary of others may be heard, whatever was asked.</summary>
    private void Hear(Principal principal, string where, string said)
    {
        foreach (var (name, register) in Canary().Matches(said).Select(m => (m.Groups["part"].Value, m.Groups["register"].Value)).Distinct())
            if (areaOf.Keys.Where(k => register == k || register == k.Replace("-", "", StringComparison.Ordinal)).Select(k => areaOf[k]).FirstOrDefault() is not { } area
                || !Cell(area, "read", principal).Contains(MatrixWorld.Classes.Single(c => c.Name == name).Letter, StringComparison.Ordinal))
            {
                Foreign++;
                Deviations.Add($"{principal.Name} {where}: heard of {name} {register}");
            }
    }

    [GeneratedRegex("CNRY-?(?<part>own|child|parent|sibling|other|city|archived|protected)-?(?<register>[a-z-]+?)-?[0-9]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Canary();

    // ---- How it asks

    private async Task<(HttpStatusCode Status, string Said, string Headers)> SendAsync(Principal principal, HttpRequestMessage request)
    {
        var browser = await BrowserAsync(principal);
        request.Headers.Add("X-Test-Nobody", "true");
        request.Headers.Add("Cookie", browser.Cookie);
        request.Headers.Add("RequestVerificationToken", browser.Token);
        if (principal.Token is not "")
            request.Headers.Add("Authorization", $"Bearer {principal.Token}");
        using var response = await browser.Client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var said = body is [(byte)'P', (byte)'K', ..] ? Unpacked(body) : WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(body));
        if ((int)response.StatusCode >= 500)
            Deviations.Add($"{principal.Name} {request.Method} {request.RequestUri}: {(int)response.StatusCode}");
        return (response.StatusCode, said, string.Join('\n', response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value)));
    }

    private static string Unpacked(byte[] workbook)
    {
        using var parts = new ZipArchive(new MemoryStream(workbook));
        return string.Join('\n', parts.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }

    /// <summary>A browser with his session, and with what his forms are sealed by.</summary>
    private async Task<(HttpClient Client, string Token, string Cookie)> BrowserAsync(Principal principal)
    {
        if (browsers.TryGetValue(principal.Name, out var known))
            return known;
        var client = host.Visit(handlesCookies: false);
        var isSomeone = principal.Cookie is not "" && principal.Name is not "disabled";
        using var request = new HttpRequestMessage(HttpMethod.Get, isSomeone ? "/account/" : "/sign-in");
        request.Headers.Add("X-Test-Nobody", "true");
        if (principal.Cookie is not "")
            request.Headers.Add("Cookie", principal.Cookie);
        using var response = await client.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();
        var token = Token().Match(page).Groups["token"].Value;
        Assert.NotEqual("", token);
        var sealing = response.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]);
        return browsers[principal.Name] = (client, token, string.Join("; ", sealing.Prepend(principal.Cookie).Where(c => c is not "")));
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Token();

    // ---- What is there to be asked

    private async Task<List<Probe>> ProbesAsync()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => $"{m} /{e.RoutePattern.RawText!.TrimStart('/')}")).Distinct().ToList();
        var probes = new List<Probe>();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var alike = world.Registers.DistinctBy(r => (r.IsGuarded, r.IsOwned, r.IsDisposable, r.Areas.Count)).ToHashSet();   // what hangs on a record is asked about by the same code in each: one of each sort shows it
        foreach (var endpoint in endpoints)
        {
            var register = asks.ContainsKey(Plain(endpoint)) ? null : world.Registers.FirstOrDefault(r => endpoint.Contains($" {r.Path}/", StringComparison.Ordinal) || endpoint.Contains($" /api{r.Path}/", StringComparison.Ordinal));
            var pattern = register is null ? endpoint : endpoint.Replace(register.Path + "/", "/{register}/", StringComparison.Ordinal);
            if (!asks.TryGetValue(Plain(pattern), out var asked) || (register is not null && !areaOf.ContainsKey(register.Name)))
            {
                Untried.Add($"{endpoint} has no line in endpoints.csv");
                continue;
            }
            if (register is not null && (pattern.Contains("/attachments", StringComparison.Ordinal) || pattern.Contains("/retention", StringComparison.Ordinal)) && !alike.Contains(register))
                continue;
            var (area, act) = (register is null ? asked.Area : areaOf[register.Name], asked.Act);
            var made = register is null ? OfBothKinds(Other(endpoint, area, act)) : await OfAsync(db, register, endpoint, pattern, area, act);
            if (made is [])
                Untried.Add($"{endpoint} has no probe");
            probes.AddRange(made);
        }
        return probes;
    }

    /// <summary>What every register has.</summary>
    private async Task<List<Probe>> OfAsync(GenomlysDb db, Register register, string endpoint, string pattern, string area, string act)
    {
        var one = new Probe(endpoint, area, act, register.Path, '*', register);
        if (!pattern.Contains("{register}/{id", StringComparison.Ordinal))
            return pattern switch
            {
                "GET /{register}/suggest/{field}" => [.. register.Fields.Where(f => f.IsReference).Select(f => f.Key).DefaultIfEmpty("none").Select(key => one with { Href = $"{register.Path}/suggest/{key}" })],
                "GET /{register}/import/{id:guid}" => [one with { Href = $"{register.Path}/import/{Guid.CreateVersion7()}", Answers = [404] }],
                "POST /{register}/import/{id:guid}" => [one with { Href = $"{register.Path}/import/{Guid.CreateVersion7()}", Says = Form(), Answers = [404] }],
                "POST /{register}/import/" => [one with { Href = $"{register.Path}/import/", Says = Form(), Answers = [303] }],
                "POST /{register}/bulk/" => [one with { Href = $"{register.Path}/bulk/", Says = Form(("_field", register.Fields.First(BulkRoutes.CanBeSaidOfMany).Key)), Answers = [200] }],
                "POST /{register}/retention" => [one with { Href = $"{register.Path}/retention", Says = Form(("rule", $"{Guid.CreateVersion7()}")), Answers = [303] }],
                "POST /{register}/new" => [one with { Href = $"{register.Path}/new", Says = Form(), Answers = [200] }],
                "POST /api/{register}/" => [one with { Href = $"/api{register.Path}/", Says = _ => JsonContent.Create(new Dictionary<string, object>()), Answers = [400] }],
                "GET /api/{register}/" => [one with { Href = $"/api{register.Path}/" }],
                _ when endpoint.StartsWith("GET ", StringComparison.Ordinal) => [one with { Href = endpoint[4..] }],
                _ => [],
            };
        var text = register.Fields.FirstOrDefault(f => f is { IsGiven: true, CanChange: true, IsReference: false, IsKey: false, Choices: [] } && f.Input is "text" or "textarea")?.Key ?? "none";
        var probes = new List<Probe>();
        foreach (var letter in MatrixWorld.IsScoped(register) ? MatrixWorld.Classes.Select(c => c.Letter) : ['*'])
        {
            var id = world.Of(register, letter);
            if (id is null && MatrixWorld.IsScoped(register))
                continue;
            var version = id is null ? 0 : (await register.FindAsync(db, id.Value, default))!.Version;
            var href = endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("{id:guid}", $"{id ?? Guid.Empty}", StringComparison.Ordinal).Replace("{attachment:guid}", $"{world.AttachmentOf(id)}", StringComparison.Ordinal);
            var it = one with { Href = href, Object = letter, Version = version };
            probes.Add(endpoint[..endpoint.IndexOf(' ', StringComparison.Ordinal)] switch
            {
                _ when pattern.EndsWith("/handlers/", StringComparison.Ordinal) || pattern.EndsWith("/handlers/remove", StringComparison.Ordinal) => it with { Says = pattern.StartsWith("GET", StringComparison.Ordinal) ? it.Says : Form(("account", $"{Guid.CreateVersion7()}")) },
                "POST" when pattern.Contains("/attachments", StringComparison.Ordinal) => OnFile(it, pattern, id),
                "POST" when pattern.EndsWith("/retention", StringComparison.Ordinal) => it with { Says = denied => Form(("act", denied ? "hold" : ""), ("reason", "prov"))(denied), Answers = id is null ? [404] : [200] },
                "GET" => it with { Answers = id is null ? [404] : [200] },
                "DELETE" => it with { Answers = id is null ? [404] : [412] },
                "PATCH" => it with { Says = denied => JsonContent.Create(denied ? new Dictionary<string, object> { [text] = "skrivet över" } : []), Answers = id is null ? [404] : [200] },
                _ => it with { Says = denied => Form(denied ? [("_version", $"{version}"), (text, "skrivet över")] : [("_version", endpoint.EndsWith("/edit", StringComparison.Ordinal) ? $"{version}" : "0")])(denied), Answers = id is null ? [404] : [303] },
            });
        }
        return probes;
    }

    /// <summary>A file is added, or removed, by whoever is to be refused; whoever is let in says too little for it.</summary>
    private static Probe OnFile(Probe it, string pattern, Guid? record) => pattern switch
    {
        _ when pattern.EndsWith("/remove", StringComparison.Ordinal) => it with { Says = denied => Form(("act", denied ? "confirm" : ""))(denied), Answers = record is null ? [404] : [200] },
        _ when pattern.StartsWith("POST /api/", StringComparison.Ordinal) => it with { Href = $"{it.Href}?name=prov.txt", Says = denied => denied ? Raw("prov") : JsonContent.Create("prov"), Answers = record is null ? [404] : [415] },
        _ => it with { Says = denied => denied ? new MultipartFormDataContent { { Raw("prov"), "file", "prov.txt" } } : Form()(denied), Answers = record is null ? [404] : [200] },
    };

    private static ByteArrayContent Raw(string text)
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new("application/octet-stream");
        return content;
    }

    /// <summary>What stands under a review's address is asked of the data protection officer's report too, in the area of its kind.</summary>
    private static List<Probe> OfBothKinds(List<Probe> probes) =>
        [.. probes, .. probes.Where(p => p.Endpoint.Contains(" /review/{review}", StringComparison.Ordinal)).Select(p => p with { Area = "OfficersReport", Href = Reviewed().Replace(p.Href, "$0-dpo"), Answers = [200, 404] })];

    [GeneratedRegex("^/review/[0-9]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reviewed();

    /// <summary>What only one module has.</summary>
    private List<Probe> Other(string endpoint, string area, string act)
    {
        var one = new Probe(endpoint, area, act, endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("{id:guid}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal).Replace("{role:guid}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal).Replace("{token:guid}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal), '*', null);
        var incidents = world.Registers.Single(r => r.Name == "incidents");
        return endpoint switch
        {
            "GET /imports/{id:guid}" => [one with { Answers = [404] }],
            "POST /imports/{id:guid}/undo" => [one with { Says = Form(), Answers = [404] }],
            "GET /account/authenticator" or "GET /_framework/opaque-redirect" or "GET /account/prove" or "GET /account/why" => [one with { Answers = [200, 303, 400] }],
            "GET /review/{review}/" => [one with { Href = "/review/2025" }],
            "GET /review/{review}/checks" => [one with { Href = "/review/2025/checks" }],
            "GET /review/{review}/checks/{place}" => [one with { Href = "/review/2025/checks/none", Answers = [404] }],
            "POST /review/{review}/checks/override" => [one with { Href = "/review/1999/checks/override", Says = Form(("fingerprint", "none"), ("reason", "prov")), Answers = [404] }],
            "GET /review/{review}/{place}" => [one with { Href = "/review/2025/none", Answers = [200, 404] }],
            "GET /review/{review}/export.{format}" => [.. new[] { "docx", "md", "html", "json" }.Select(f => one with { Href = $"/review/2025/export.{f}", Answers = [200, 404] })],
            "POST /review/{review}/{place}" => [one with { Href = "/review/1999/none", Says = Form(("markdown", "skrivet över")), Answers = [404] }],
            "GET /review/{review}/{place}/history" => [one with { Href = "/review/2025/none/history", Answers = [200, 404] }],
            "GET /review/{review}/requests" => [one with { Href = "/review/2025/requests", Answers = [200, 404] }],
            "POST /review/{review}/requests" => [one with { Href = "/review/1999/requests", Says = Form(("account.city", "")), Answers = [404] }],
            _ when endpoint.StartsWith("POST /review/{review}/{place}/", StringComparison.Ordinal) => [one with { Href = $"/review/1999/none{endpoint["POST /review/{review}/{place}".Length..]}", Says = Form(("markdown", "skrivet över")), Answers = [404] }],
            "GET /review" => [one with { Answers = [200, 302] }],
            "POST /review/{review}/freeze" => [one with { Href = "/review/1999/freeze", Says = Form(("asOf", "1999-11-15")), Answers = [404] }],
            "POST /review/{review}/thaw" or "POST /review/{review}/decide" or "POST /review/{review}/correct" => [one with { Href = one.Href.Replace("{review}", "1999", StringComparison.Ordinal), Says = Form(("reason", "fel")), Answers = [404] }],
            "GET /review/{review}/figures/{figure}" => [one with { Href = "/review/2025/figures/incidents.total", Answers = [200, 404] }],
            "GET /review/{review}/decide" => [one with { Href = "/review/2025/decide", Answers = [200, 404] }],
            "GET /review/{review}/editions/{edition:int}/{file}" => [one with { Href = "/review/2025/editions/1/none.pdf", Answers = [404] }],
            _ when endpoint.Contains(" /templates/{id:guid}", StringComparison.Ordinal) => [one with { Href = one.Href.Replace("{place}", "city", StringComparison.Ordinal), Says = endpoint[0] is 'G' ? one.Says : Form(("_version", "1")), Answers = [404] }],
            "GET /figures/{figure}" => [one with { Href = "/figures/incidents.total" }],
            "GET /templates/paper/sample.{format}" => [.. new[] { "docx", "html" }.Select(f => one with { Href = $"/templates/paper/sample.{f}" })],
            "GET /templates/paper/{kind}/file" => [one with { Href = "/templates/paper/logo/file", Answers = [404] }],
            _ when endpoint.StartsWith("POST /templates/paper/{kind}", StringComparison.Ordinal) => [one with { Href = one.Href.Replace("{kind}", "logo", StringComparison.Ordinal), Says = Form(("alt", "prov")), Answers = [422] }],
            "POST /templates/file" => [one with { Says = Form(("said", "true")), Answers = [422] }],
            "POST /review/readings/" => [one with { Says = Form(("said", "true")), Answers = [422] }],
            "GET /review/readings/{id:guid}" => [one with { Answers = [404] }],
            _ when endpoint.StartsWith("POST /review/readings/{id:guid}/", StringComparison.Ordinal) => [one with { Href = one.Href.Replace("{number:int}", "0", StringComparison.Ordinal), Says = Form(("act", "accept")), Answers = [404] }],
            "GET /review/dpo" => [one],
            "POST /review/dpo" => [one with { Says = Form(("year", "1999")), Answers = [400] }],
            "POST /review/start" => [one with { Says = Form(("said", "true")), Answers = [303] }],
            "POST /incidents/{id}/same-as/{firstId}/" or "POST /incidents/{id}/same-as/{firstId}/not" or "POST /incidents/{id}/same-as/{firstId}/undo" =>
                [.. MatrixWorld.Classes.Where(c => c.Letter is not ('o' or 'c' or 'x')).Select(c => one with   // where one is let in, it would change what is asked about next
                {
                    Href = $"/incidents/{world.Of(incidents, 'o')}/same-as/{world.Of(incidents, c.Letter)}{endpoint[(endpoint.IndexOf("{firstId}", StringComparison.Ordinal) + 9)..]}", Object = c.Letter,
                    Says = Form(("said", "true")), Register = incidents, Answers = [302],
                })],
            _ when endpoint.EndsWith("/lineage", StringComparison.Ordinal) && world.Registers.Single(r => endpoint.Contains($" {r.Path}/", StringComparison.Ordinal)) is var traced =>
                [.. MatrixWorld.Classes.Where(c => world.Of(traced, c.Letter) is not null && c.Letter is not ('c' or 'x')).Select(c => one with   // one and the same record follows itself: let in, it is refused in words
                {
                    Href = $"{traced.Path}/{world.Of(traced, c.Letter)}/lineage", Object = c.Letter, Register = traced,
                    Says = Form(("earlier", $"{world.Of(traced, c.Letter)}"), ("kind", "Continues")), Answers = [303],
                })],
            "POST /improvements/carry-over/" or "POST /improvements/carry-over" => [one with { Says = Form(("year", "1950")), Answers = [303] }],
            "GET /break-glass/{id:guid}" or "POST /break-glass/{id:guid}/end" or "POST /break-glass/{id:guid}/approve" or "POST /break-glass/{id:guid}/deny" or "POST /break-glass/{id:guid}/review" => [one with { Says = endpoint[0] is 'G' ? one.Says : Form(), Answers = [404] }],
            "GET /reports/{id:guid}" => [.. MatrixWorld.Classes.Select(c => one with { Href = $"/reports/{world.Of(world.Registers.Single(r => r.Name is "incidents"), c.Letter)}", Answers = [404] })],   // nobody has reported them here
            "POST /reports/new/" => [one with { Says = Form(("summary", "")) }],
            "POST /api/policy-reports" => [one with { Says = _ => JsonContent.Create(new Dictionary<string, object>()), Answers = [200, 202, 204, 400, 415, 429] }],
            "GET /accounts/mail" => [one with { Answers = [404] }],   // no mail here
            "POST /verify" => [one with { Says = Form(("said", "0")), Answers = [200, 429] }],
            "POST /reset" or "POST /reset/new" => [one with { Says = Form(("said", "true")) }],
            "POST /data-subjects" or "POST /data-subjects/" => [one with { Says = Form(("name", "")), Answers = [422] }],
            "POST /data-subjects/export.{format}" => [one with { Href = "/data-subjects/export.json", Says = Form(("name", "")), Answers = [422] }],
            "POST /break-glass/new" => [one with { Says = Form(("register", "incidents")) }],
            "POST /accounts/new" => [one with { Says = Form(("signInName", ""), ("name", "")) }],
            _ when endpoint.StartsWith("POST /accounts/", StringComparison.Ordinal) => [one with { Says = Form(("role", "Administrator"), ("until", "2026-01-01"), ("reason", "prov")), Answers = [200, 303, 404] }],
            _ when endpoint.StartsWith("POST /account/", StringComparison.Ordinal) || endpoint.StartsWith("POST /sign-in", StringComparison.Ordinal) => [one with { Says = Form(), Answers = [200, 303, 400, 401, 404, 409] }],
            "GET /audit-log/checkpoint.json" => [one with { Answers = [200, 404] }],   // none before the first is signed
            "POST /preferences" or "POST /sign-out" => [one with { Says = Form(), Answers = [200, 303] }],
            _ when endpoint.StartsWith("POST ", StringComparison.Ordinal) => [one with { Href = one.Href.Replace("{review}", "2025", StringComparison.Ordinal).Replace("{Key}", "none", StringComparison.Ordinal), Says = Form(), Answers = [200, 303, 400, 404] }],   // pages that answer only GET
            _ when endpoint.Contains('{', StringComparison.Ordinal) => [],
            _ => [one],
        };
    }

    private static Func<bool, HttpContent?> Form(params (string Name, string Value)[] says) => _ => new FormUrlEncodedContent(says.Select(s => KeyValuePair.Create(s.Name, s.Value)));

    // ---- What is counted

    /// <summary>How many a list, an export and a choice say there are: exactly those he sees; of the audit log, which grows with every try, nothing is counted. A wrong number is a sum of the parts that were counted.</summary>
    private async Task TotalsAsync(Principal principal)
    {
        foreach (var register in world.Registers.Where(r => MatrixWorld.IsScoped(r) && Cell(areaOf[r.Name], "read", principal) is not ("!" or "-")))
        {
            var seen = world.Count(register, Cell(areaOf[register.Name], "read", principal));
            var list = JsonDocument.Parse(await TextAsync(principal, $"/api{register.Path}"));
            Same("the list", list.RootElement.TryGetProperty("total", out var total) ? total.GetInt32() : -1);
            if (principal.Token is "")
                Same("the export", Lines(await TextAsync(principal, $"{register.Path}/export.csv")) - 1);
            foreach (var other in MatrixWorld.Classes.Where(c => c.Letter is not ('x' or 'k')))   // asked for by name, they are not there either
                Is($"those found by {other.Name}", JsonDocument.Parse(await TextAsync(principal, $"/api{register.Path}?unit={world.Unit(other.Path)}")).RootElement,
                    Cell(areaOf[register.Name], "read", principal), other.Path);

            void Same(string what, int counted)
            {
                if (counted != seen)
                    Deviations.Add($"{principal.Name} {register.Name}: {what} has {counted}, he sees {seen}");
            }

            void Is(string what, JsonElement answer, string letters, string path)
            {
                var there = world.Count(register, string.Concat(letters.Where(l => MatrixWorld.Classes.Single(c => c.Letter == l).Path.StartsWith(path, StringComparison.Ordinal))));
                if (answer.TryGetProperty("total", out var total) && total.GetInt32() != there)
                    Deviations.Add($"{principal.Name} {register.Name}: {what} are {total}, he sees {there}");
            }
        }
        foreach (var register in world.Registers.Where(r => principal.Token is "" && Cell(areaOf[r.Name], "read", principal) is not ("!" or "-")))
            foreach (var field in register.Fields.Where(f => f.IsReference))
                if (TargetOf(field) is { } target && MatrixWorld.IsScoped(target) && JsonDocument.Parse(await TextAsync(principal, $"{register.Path}/suggest/{field.Key}")).RootElement is { ValueKind: JsonValueKind.Array } choices
                    && Cell(areaOf[target.Name], "read", principal) is var letters && choices.GetArrayLength() != (letters is "-" ? 0 : world.Count(target, letters)))
                    Deviations.Add($"{principal.Name} {register.Name}: {field.Key} offers {choices.GetArrayLength()}");

        static int Lines(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private Register? TargetOf(Field field)
    {
        var type = field.GetType().GenericTypeArguments[1];
        return world.Registers.FirstOrDefault(r => r.RecordType == (Nullable.GetUnderlyingType(type) ?? type).GenericTypeArguments[0]);
    }

    private async Task<string> TextAsync(Principal principal, string href)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, href);
        Probes++;
        var (_, said, headers) = await SendAsync(principal, request);
        Hear(principal, href, said + headers);
        return said;
    }

    /// <summary>Whatever else a change names must be within reach too: a unit to move to, a record to point at. It is refused as a whole, and nothing is written.</summary>
    private async Task SecondaryAsync(Principal principal)
    {
        LetRest(principal);
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var before = await MarksAsync();
        foreach (var register in world.Registers.Where(r => MatrixWorld.IsScoped(r) && Cell(areaOf[r.Name], "write", principal).Contains('o', StringComparison.Ordinal)))
        {
            var (id, letters) = (world.Of(register, 'o')!.Value, Cell(areaOf[register.Name], "write", principal));
            var version = (await register.FindAsync(db, id, default))!.Version;
            foreach (var field in register.Fields.Where(f => f is { IsReference: true, IsGiven: true, CanChange: true }))
                foreach (var (letter, _, path, _) in MatrixWorld.Classes.Where(c => !letters.Contains(c.Letter, StringComparison.Ordinal)))
                {
                    var target = TargetOf(field);
                    var foreign = target is null ? (Guid?)null : target.RecordType == typeof(Unit) ? letter is 'k' ? null : world.Unit(path) : MatrixWorld.IsScoped(target) ? world.Of(target, letter) : null;
                    if (foreign is null)
                        continue;
                    using var patch = new HttpRequestMessage(HttpMethod.Patch, $"/api{register.Path}/{id}") { Content = JsonContent.Create(new Dictionary<string, object> { [field.Key] = $"{foreign}" }) };
                    patch.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
                    await RefusedAsync(patch, register, $"{field.Key} → {letter}");
                    if (principal.Token is not "")
                        continue;
                    using var post = new HttpRequestMessage(HttpMethod.Post, $"{register.Path}/{id}/edit") { Content = Form(("_version", $"{version}"), (field.Key, $"{foreign}"))(true) };
                    await RefusedAsync(post, register, $"{field.Key} → {letter} by form");
                    if (BulkRoutes.CanBeSaidOfMany(field))
                    {
                        var seen = world.Count(register, Cell(areaOf[register.Name], "read", principal));
                        using var bulk = new HttpRequestMessage(HttpMethod.Post, $"{register.Path}/bulk/") { Content = Form(("_field", field.Key), (field.Key, $"{foreign}"), ("_value", $"{foreign}"), ("_seen", $"{seen}"), ("act", "confirm"))(true) };
                        await RefusedAsync(bulk, register, $"{field.Key} → {letter} of all");
                    }
                }
        }
        foreach (var (table, mark) in (await MarksAsync()).Where(a => before[a.Key] != a.Value))
            Deviations.Add($"{principal.Name}: {table} has changed ({before[table]} → {mark}) by an identity within a change");

        async Task RefusedAsync(HttpRequestMessage request, Register register, string what)
        {
            Probes++;
            var (status, said, _) = await SendAsync(principal, request);
            if ((int)status is not (200 or 400 or 403 or 404 or 422) || (status is HttpStatusCode.OK && request.Method == HttpMethod.Patch))
                Deviations.Add($"{principal.Name} {register.Name}: {what} is answered {(int)status}");
            Hear(principal, $"{register.Name} {what}", said);
        }
    }

    private async Task<int> RefusalsAsync(Principal principal)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var actor = principal.Account is { } id ? new Id<Genomlys.Accounts.Account>(id) : (Id<Genomlys.Accounts.Account>?)null;
        return await db.SecurityEvents.CountAsync(e => e.ActorId == actor && e.Kind == SecurityEventKind.Refused);
    }

    /// <summary>What every table of the work holds, in one number each: how many rows, and how often they were saved. What keeps account of visits and refusals is left out.</summary>
    private async Task<Dictionary<string, string>> MarksAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var tables = db.Model.GetEntityTypes().Where(t => t.GetTableName() is { } name && name is not ("sessions" or "attempts" or "handling_events" or "security_events" or "audit_events" or "audit_values" or "audit_leaves" or "audit_checkpoints"))
            .Select(t => (Name: t.GetTableName()!, HasVersion: t.FindProperty("Version") is not null)).DistinctBy(t => t.Name).ToList();
        var sql = string.Join(" UNION ALL ", tables.Select(t => $"""SELECT '{t.Name}', count(*), {(t.HasVersion ? "coalesce(sum(\"Version\"), 0)" : "0")} FROM "{t.Name}" """));
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var marks = new Dictionary<string, string>();
        while (await rows.ReadAsync())
            marks[rows.GetString(0)] = $"{rows.GetInt64(1)}/{rows.GetInt64(2)}";
        return marks;
    }
}
