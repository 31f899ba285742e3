using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Genomlys.Testing;

namespace Genomlys.Tests.Bars;

/// <summary>Eight who make and change records through the API, all at once, until the program is gone. What a record is called says which version it is of.</summary>
internal sealed class Writers(Uri program, string cookie)
{
    public const int Count = 8;
    private const int Versions = 3;
    private int told;

    /// <summary>The version of each record that was acknowledged.</summary>
    public ConcurrentDictionary<Guid, int> Acknowledged { get; } = [];
    public int Told => told;

    public static string NameOf(string reference, int version) => $"{reference} {version}";

    public Task WriteAsync(string round) => Task.WhenAll(Enumerable.Range(0, Count).Select(writer => WriteAsync(round, writer)));

    private async Task WriteAsync(string round, int writer)
    {
        using var http = new HttpClient { BaseAddress = program };
        http.Carry(cookie);
        try
        {
            for (var n = 0; ; n++)
            {
                var reference = $"{round}-{writer}-{n}";
                var id = await SaveAsync(http, HttpMethod.Post, "/api/systems", reference, 1);
                for (var version = 2; version <= Versions; version++)
                    await SaveAsync(http, HttpMethod.Patch, $"/api/systems/{id}", reference, version);
            }
        }
        catch (HttpRequestException)
        {
            // the program is gone
        }
    }

    private async Task<Guid> SaveAsync(HttpClient http, HttpMethod method, string href, string reference, int version)
    {
        using var request = new HttpRequestMessage(method, href) { Content = JsonContent.Create(new { reference, name = NameOf(reference, version) }) };
        if (version > 1)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version - 1}\""));
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {href}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var saved = (await answer.Content.ReadFromJsonAsync<Answer>())!;
        Acknowledged[saved.Id] = saved.Version;
        Interlocked.Increment(ref told);
        return saved.Id;
    }

    private sealed record Answer(Guid Id, int Version);
}
