using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Data;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 26, as far as logs go: what is personal or secret is said wherever something can be said, and stands in no log: not in the program's own, whatever its level, and not in the security log.</summary>
[Trait("Bar", "26")]
public sealed class LogTests
{
    private const int Seed = 26, Canaries = 500;
    private const string TypedAsName = "Mitt-Hemliga-Lösenord-Här-26!";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Five_hundred_canaries_sing_in_no_log(string provider)
    {
        await using var app = TestApp.With(provider,
            ("Logging:Heard:LogLevel:Genomlys", "Trace"), ("Logging:LogLevel:System", "Information"), ("Logging:LogLevel:Npgsql", "Information"),   // ours at its most talkative, others' as the program is shipped
            ("Logging:Heard:LogLevel:Microsoft.EntityFrameworkCore.Update", "Warning"), ("Logging:Heard:LogLevel:Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", "Warning"));
        using var heard = new Heard();
        app.Use(services => services.GetRequiredService<ILoggerFactory>().AddProvider(heard));
        var records = await app.PlantAsync("LOGG");
        using var all = await Visit.AsAsync(app, "alla", Enum.GetValues<AccessRole>());
        using var few = await Visit.AsAsync(app, "få", AccessRole.Reporter);
        using var nobody = app.Visit(handlesCookies: false);
        var (field, cookie) = await all.TokenAsync();
        var canaries = Made();
        Assert.Equal(Canaries, canaries.Distinct().Count());
        var next = 0;
        var sung = new HashSet<string>();
        var endpoints = Endpoints.Of(app).OrderBy(e => e.Route.StartsWith("/sign-", StringComparison.Ordinal)).Where((_, n) => provider is "Sqlite" || Matrix.IsWhole || n % 3 is 0).ToList();   // from there on they are nobody; by day the second database is asked every third
        foreach (var endpoint in endpoints)
        {
            await SingAsync(HttpMethod.Get, Place(endpoint) + $"?q={Escaped()}&{Escaped()}={Escaped()}&sort={Escaped()}&asOf={Escaped()}&reference={Escaped()}&_field={Escaped()}", null);
            if (!endpoint.Changes)
                continue;
            if (endpoint.IsApi)
            {
                await SingAsync(new HttpMethod(endpoint.Method), endpoint.Filled(records), new StringContent(JsonSerializer.Serialize(new Dictionary<string, object> { [Canary()] = Canary(), ["name"] = Canary(), ["reference"] = Canary(), ["unit"] = Canary(), ["occurredAt"] = Canary() }), Encoding.UTF8, "application/json"));
                await SingAsync(new HttpMethod(endpoint.Method), endpoint.Filled(records), new StringContent($"{{\"{Canary()}\": {Canary()}", Encoding.UTF8, "application/json"));
                continue;
            }
            foreach (var address in new[] { endpoint.Filled(records), Place(endpoint) })
                await SingAsync(HttpMethod.Post, address, new FormUrlEncodedContent([.. Named(endpoint, records).Select(n => KeyValuePair.Create(n, Canary())), new(Canary(), Canary()), new(Visit.TokenField, field)]));
            await SingAsync(HttpMethod.Post, endpoint.Filled(records), new FormUrlEncodedContent([new("name", Canary()), new(Visit.TokenField, Canary())]));
            if (endpoint.Route.EndsWith("/import", StringComparison.Ordinal))
            {
                await SingAsync(HttpMethod.Post, endpoint.Route, File($"{Canary()}.csv", $"Referens;Namn;{Canary()}\r\n{Canary()};{Canary()};{Canary()}\r\n{Canary()};\"{Canary()}"));
                await SingAsync(HttpMethod.Post, endpoint.Route, File($"{Canary()}.xlsx", Canary()));
            }
        }
        using (var guesser = new Person(app, "sam"))
        {
            await guesser.SubmitAsync("/sign-in", "/sign-in", ("name", TypedAsName), ("password", canaries[0]));
            await guesser.SubmitAsync("/sign-in", "/sign-in", ("name", canaries[1]), ("password", TypedAsName));
        }
        await BreakAsync();
        using var late = await Visit.AsAsync(app, "sent", Enum.GetValues<AccessRole>());
        for (var n = 0; n < 30; n++)   // what is told of a fault
            Assert.Equal(500, await late.StatusAsync($"/training?q={Escaped()}&{Escaped()}=1"));

        Assert.Equal(Canaries, sung.Count);
        Assert.Contains(heard.Lines, l => l.Contains("training", StringComparison.Ordinal));   // it does hear
        Assert.Contains(heard.Lines, l => l.Contains("Genomlys", StringComparison.Ordinal));
        var said = string.Join('\n', heard.Lines);
        var kept = string.Join('\n', await app.Use(services =>
        {
            services.GetRequiredService<Genomlys.Shared.Access.Viewer>().BeProgram();
            return services.GetRequiredService<GenomlysDb>().Set<Genomlys.Accounts.Log.SecurityEvent>().Select(e => e.Subject + " " + e.Reason).ToListAsync(Stop);
        }));
        Assert.NotEmpty(kept);
        Bar.None(26, provider, [.. canaries.Append(TypedAsName).SelectMany(c => Spelt(c).Where(s => said.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{s}: {Around(said, s)}"))], "of 500 personal and secret values, those in the program's log", Seed);
        Bar.None(26, provider, [.. canaries.Append(TypedAsName).SelectMany(c => Spelt(c).Where(s => kept.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{s}: {Around(kept, s)}"))], "of 500 personal and secret values, those in the security log", Seed);

        async Task BreakAsync()
        {
            const string Gone = "ALTER TABLE training_records RENAME TO gone";
            if (provider is "Sqlite")
            {
                await app.Use(async services => await services.GetRequiredService<GenomlysDb>().Database.ExecuteSqlRawAsync(Gone, Stop));
                return;
            }
            await using var owner = new Npgsql.NpgsqlConnection(app.Host.Postgres.OwnerConnection);
            await owner.OpenAsync(Stop);
            await using var command = new Npgsql.NpgsqlCommand(Gone, owner);
            await command.ExecuteNonQueryAsync(Stop);
        }

        string Canary()
        {
            var canary = canaries[next++ % Canaries];
            sung.Add(canary);
            return canary;
        }

        string Escaped() => Uri.EscapeDataString(Canary());

        // free places are filled too, and those that must be numbers or identities are given what is not
        string Place(Endpoint endpoint) => endpoint.Of.RoutePattern.Parameters is [] ? endpoint.Filled(records)
            : string.Concat(endpoint.Of.RoutePattern.PathSegments.Select(s => "/" + string.Concat(s.Parts.Select(p => p switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart { Name: "year" or "Year" } => "2025",
                RoutePatternParameterPart { Name: "id" } when endpoint.Of.RoutePattern.Parameters.Count > 1 => records["incidents"].ToString(),
                _ => Escaped(),
            }))));

        async Task SingAsync(HttpMethod method, string address, HttpContent? content)
        {
            var bytes = content is null ? null : await content.ReadAsByteArrayAsync(Stop);
            foreach (var (visit, cookies) in new[] { (all, cookie), (few, cookie), (null, "") })
            {
                HttpContent? again = bytes is null ? null : new ByteArrayContent(bytes);
                if (again is not null)
                    again.Headers.ContentType = content!.Headers.ContentType;
                void Also(HttpRequestMessage request)
                {
                    request.Headers.TryAddWithoutValidation("User-Agent", Ascii(Canary()));
                    request.Headers.TryAddWithoutValidation("Referer", $"http://localhost/{Escaped()}");
                    request.Headers.TryAddWithoutValidation("X-Forwarded-For", Ascii(Canary()));
                    request.Headers.TryAddWithoutValidation("If-Match", method == HttpMethod.Patch || method == HttpMethod.Delete ? "\"1\"" : $"\"{Ascii(Canary())}\"");
                    request.Headers.TryAddWithoutValidation("Accept-Language", Ascii(Canary()));
                    request.Headers.TryAddWithoutValidation("X-Request-Id", Ascii(Canary()));
                    if (visit is null)
                        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Ascii(Canary())}");
                }
                using var answer = visit is null
                    ? await Visit.SendAsync(nobody, method, address, again, $"genomlys={Escaped()}; genomlys.theme={Escaped()}", Also)
                    : await visit.AskAsync(method, address, again, cookies, Also);
            }
            content?.Dispose();
        }

        MultipartFormDataContent File(string name, string text)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = $"\"{name}\"", FileNameStar = name };
            return new MultipartFormDataContent { { new StringContent(field), Visit.TokenField }, part };
        }
    }

    /// <summary>What the form of the endpoint asks for, as its page or its register says.</summary>
    private static IEnumerable<string> Named(Endpoint endpoint, IReadOnlyDictionary<string, Guid> records) =>
        ["name", "signInName", "password", "old", "new", "code", "reason", "role", "unit", "until", "back", "credential", "sealed", "markdown", "mapping", "importer", "onlyColumn", "onlyValue", "_version", "_field", "_seen", "_value", "act", "language", "theme", "keys",
         "reference", "summary", "description", "title", "person", "email", "occurredAt", .. records.Keys];

    /// <summary>Personal identity numbers in eight spellings, e-mail addresses, names, tokens, passwords and free text; none of them anybody's.</summary>
    private static IReadOnlyList<string> Made()
    {
        var random = new Random(Seed);
        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('a' + random.Next(26))));
        return [.. Enumerable.Range(0, Canaries).Select(n => (n % 13) switch
        {
            < 8 and var spelling => Identity(1900 + (n * 7 % 100), 1 + (n % 12), 1 + (n % 28), 2380 + (n % 20), n, spelling),   // 2380–2399 are never given to anyone
            8 => $"{Letters(7)}.{Letters(9)}@{Letters(8)}.example",
            9 => $"{char.ToUpperInvariant(Letters(1)[0])}{Letters(6)} {char.ToUpperInvariant(Letters(1)[0])}{Letters(9)}sson",
            10 => $"lis_{n}_{Convert.ToHexString(Guid.CreateVersion7().ToByteArray())}",
            11 => $"{Letters(8)}-{Letters(8)}-{Letters(8)}!{n}",
            _ => $"{Letters(6)} {Letters(8)} såg {Letters(9)} på väg {n}",
        })];

        static string Identity(int year, int month, int day, int number, int n, int spelling)
        {
            var (date, small, last) = ($"{year:0000}{month:00}{day:00}", $"{year % 100:00}{month:00}{day:00}", $"{number:0000}");
            return spelling switch
            {
                0 => date + last,
                1 => $"{date}-{last}",
                2 => $"{date} {last}",
                3 => small + last,
                4 => $"{small}-{last}",
                5 => $"{small}+{last}",
                6 => $"{year:0000}-{month:00}-{day:00}-{last}",
                _ => string.Concat((date + last).Select(c => (char)('\uff10' + c - '0'))),
            };
        }
    }

    /// <summary>As it is, and as addresses and JSON write it.</summary>
    private static IEnumerable<string> Spelt(string canary) => new[] { canary, Uri.EscapeDataString(canary), JsonSerializer.Serialize(canary).Trim('"'), canary.Replace(' ', '+') }.Distinct();

    private static string Ascii(string text) => Uri.EscapeDataString(text);

    private static string Around(string text, string found) => text.IndexOf(found, StringComparison.OrdinalIgnoreCase) is var at ? text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 120)].ReplaceLineEndings(" ") : "";

    /// <summary>Everything that is logged, with its category, its values and what was thrown.</summary>
    [ProviderAlias("Heard")]
    private sealed class Heard : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Ear(categoryName, Lines);

        public void Dispose() { }

        private sealed class Ear(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{logLevel} {category} {formatter(state, exception)} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")) : "")} {exception}"));
        }
    }
}
