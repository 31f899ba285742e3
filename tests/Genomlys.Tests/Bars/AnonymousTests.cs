using System.Net;
using System.Security.Cryptography;
using Genomlys.Shared.Access;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 5: what nobody in particular may ask for is a short list written by hand, and nothing else answers.</summary>
[Trait("Bar", "5")]
public sealed class AnonymousTests
{
    private const int Seed = 20251115, Guesses = 2000, MostWaysIn = 12;

    private static readonly string[] Words =
    [
        "admin", "administrator", "login", "signin", "api", "v1", "v2", "graphql", "swagger", "swagger-ui", "openapi.json", "metrics", "health", "healthz", "live", "ready", "status", "debug", "trace", "env", "actuator", "heapdump",
        ".env", ".git", "config", "HEAD", "web.config", "appsettings.json", "appsettings.Production.json", "genomlys.db", "genomlys.db-wal", "keys", "key.xml", "master.key", "backup", "backup.zip", "dump.sql", "db", "database",
        "phpinfo.php", "wp-admin", "wp-login.php", "cgi-bin", "server-status", "console", "manager", "jmx", "robots.txt", "sitemap.xml", "crossdomain.xml", "security.txt", ".well-known", "_blazor", "_framework", "blazor.web.js",
        "lib", "wwwroot", "..", "src", "bin", "obj", "logs", "log", "tmp", "upload", "uploads", "files", "export", "export.csv", "export.xlsx", "import", "new", "edit", "search", "users", "accounts", "roles", "tokens", "reset", "invite",
        "incidents", "risks", "reviews", "systems", "people", "units", "security-log", "me", "account", "profile", "password", "test", "dev", "old", "index.html", "index.php", "default.aspx", "favicon.ico", "report.css", "review",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_anyone_may_ask_for_is_the_list()
    {
        await using var app = new TestApp();
        var rows = EndpointTests.Rows("anonymous.csv");
        var said = rows.Where(r => r[0] is not "FILE").Select(r => $"{r[0]} {r[1]}").ToList();
        var is_ = Endpoints.Of(app).Where(e => e.Rule is null or { Need: Need.Nothing }).Select(e => e.ToString()).ToList();
        Bar.None(5, "none", [.. is_.Except(said).Select(e => $"open and not in the list: {e}"), .. said.Except(is_).Select(e => $"in the list and not open: {e}")], "endpoints that are open and not in anonymous.csv");
        var waysIn = rows.Where(r => r[0] is not "FILE").Select(r => r[1]).Distinct().Count() + 1;
        Bar.Hold(5, "none", waysIn, MostWaysIn, waysIn <= MostWaysIn, "ways in for anyone, all files of ours counted as one");
    }

    [Fact]
    public async Task Files_are_those_of_the_list_as_they_lie_there()
    {
        await using var app = new TestApp();
        using var nobody = app.Visit(handlesCookies: false);
        var folder = Path.Combine(Repository.Root, "src/Genomlys/wwwroot");
        var listed = EndpointTests.Rows("anonymous.csv").Where(r => r[0] is "FILE").Select(r => r[1]).ToList();
        var wrong = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => "/" + Path.GetRelativePath(folder, f).Replace('\\', '/')).Except(listed).Select(f => $"{f} is not in anonymous.csv").ToList();
        foreach (var file in listed)
        {
            using var answer = await Visit.SendAsync(nobody, HttpMethod.Get, file, null, "");
            if (answer.StatusCode is not HttpStatusCode.OK || Hash(await answer.Content.ReadAsByteArrayAsync(Stop)) != Hash(await File.ReadAllBytesAsync(folder + file, Stop)))
                wrong.Add($"{file}: {(int)answer.StatusCode}, not the bytes that lie there");
        }
        Bar.None(5, "none", wrong, "files that are not listed or not served as they are");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Two_thousand_guesses_find_nothing_else(string provider)
    {
        await using var app = TestApp.On(provider);
        using var nobody = app.Visit(handlesCookies: false);
        var open = EndpointTests.Rows("anonymous.csv").Select(r => r[1]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<string> found = [];
        foreach (var (method, path) in Guessed(Endpoints.Of(app)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"http://localhost/{(path.StartsWith('/') ? path[1..] : path)}");
            request.Headers.Add("X-Test-Nobody", "true");
            using var answer = await nobody.SendAsync(request, Stop);
            if (((int)answer.StatusCode < 400 && !open.Contains(Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).TrimEnd('/'))) || (int)answer.StatusCode >= 500)
                found.Add($"{method} {path}: {(int)answer.StatusCode}");
        }
        Bar.None(5, provider, found, "of 2,000 guessed addresses, those that answer nobody", Seed);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    /// <summary>Words one expects to find, routes that there are in other spellings, and noise.</summary>
    private static IReadOnlyList<(string Method, string Path)> Guessed(IReadOnlyList<Endpoint> endpoints)
    {
        var random = new Random(Seed);
        string[] methods = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];
        Func<string, string>[] spelt =
        [
            p => p, p => p + "/", p => p + ".", p => p + "%20", p => p + "%01", p => p + ";.css", p => p + "/.css", p => "/" + p, p => p.ToUpperInvariant(), p => p.Replace("/", "%2f", StringComparison.Ordinal), p => p.Replace("/", "//", StringComparison.Ordinal),
            p => "/." + p, p => "/lib/.." + p, p => "/lib/%2e%2e" + p, p => "/sign-in/.." + p, p => "/sign-in;" + p, p => p + "?" + "sign-in", p => p + "%2f..%2fsign-in", p => p.Replace("e", "%65", StringComparison.Ordinal), p => p.Replace("e", "%2565", StringComparison.Ordinal),
            p => p.Replace('/', '\\'), p => p + ".json", p => p + "~", p => p + ".bak", p => "/api" + p, p => "/review/report.css" + p,
        ];
        return [.. Enumerable.Range(0, Guesses).Select(n => (methods[random.Next(methods.Length)], spelt[random.Next(spelt.Length)]((n % 3) switch
        {
            0 => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "/" + Words[random.Next(Words.Length)])),
            1 => endpoints[random.Next(endpoints.Count)].Filled(),
            _ => "/" + string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Uri.EscapeDataString(((char)random.Next(33, 600)).ToString()))),
        })))];
    }
}
