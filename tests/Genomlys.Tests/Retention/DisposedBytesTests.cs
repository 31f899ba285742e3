using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Genomlys.Retention;
using Genomlys.Retention.Rules;
using Genomlys.Shared;
using Genomlys.Testing;
using Genomlys.Tests.Attachments;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Retention;

/// <summary>Bar 26 after a disposal, by the program itself and its real files: no byte of what the record said is left, nor comes into the next backup.</summary>
[Trait("Bar", "26")]
public sealed class DisposedBytesTests
{
    private const string Canary = "Kanariefågeln", Later = "Sjungandekanarie";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task No_byte_of_it_is_left(string provider)
    {
        Assert.SkipWhen(provider is "PostgreSQL" && TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        await using var program = new Served(provider);
        await program.RunAsync(Visitor.Verb);
        await program.StartAsync();
        await MarkAsync(program, await SayAsync(program));
        Assert.NotEmpty(await FoundAsync(program, provider));
        var said = await program.RunAsync("dispose", "--now", "--clock-is-right");
        Assert.Contains("1 records have been disposed of.", said, StringComparison.Ordinal);
        await program.RunAsync("backup", "--out", Path.Combine(program.Folder, "kept", "after.zip"));
        SqliteConnection.ClearAllPools();
        Bar.None(26, provider, await FoundAsync(program, provider), "places that still hold what was disposed of: files, the log of writes, rows, a new backup");
        Assert.Empty(Directory.GetFiles(Path.Combine(program.Folder, "attachments")));
    }

    /// <summary>A record that says it, said it otherwise before, and has a file called so; archived.</summary>
    private static async Task<Guid> SayAsync(Served program)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        http.Carry(await program.SignInAsync());
        using var made = await http.PostAsJsonAsync("/api/systems", new { reference = "S-1", name = $"{Canary} {Later}" }, Stop);
        var id = (await made.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
        await SendAsync(HttpMethod.Patch, $"/api/systems/{id}", 1, JsonContent.Create(new { name = $"{Later} {Canary}" }));
        await SendAsync(HttpMethod.Post, $"/api/systems/{id}/attachments?name={Canary}.txt&description={Later}", 2, Sent.Raw(Encoding.UTF8.GetBytes(Canary)));
        await SendAsync(HttpMethod.Delete, $"/api/systems/{id}", 2, null);
        await program.KillAsync();
        return id;

        async Task SendAsync(HttpMethod method, string href, int version, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, href) { Content = content };
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
            using var answer = await http.SendAsync(request, Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {href}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }
    }

    /// <summary>Thirty days ago, as it were.</summary>
    private static async Task MarkAsync(Served program, Guid id)
    {
        await using var db = program.Open();
        var rule = new RetentionRule { Id = Id<RetentionRule>.New(), Counted = "systems.archived", Outcome = RetentionOutcome.Dispose, Years = 0, Decision = "LK 2019/7", DecidedOn = new(2019, 2, 1), ValidFrom = new(2019, 3, 1) };
        var marked = new Disposal { Id = Id<Disposal>.New(), Register = "systems", RecordId = id, At = db.Now };
        marked.Mark(rule.Id, db.Today);
        db.AddRange(rule, marked);
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>Where either word is, in whatever case: search texts are folded.</summary>
    private static async Task<IReadOnlyList<string>> FoundAsync(Served program, string provider)
    {
        var words = new[] { Canary, Later }.SelectMany(w => new[] { w, Words.Fold(w) }).Distinct().Select(Encoding.UTF8.GetBytes).ToList();
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(program.Folder, "*", SearchOption.AllDirectories))
            if (path.EndsWith(".zip", StringComparison.Ordinal))
            {
                using var zip = ZipFile.OpenRead(path);
                foreach (var entry in zip.Entries)
                {
                    using var content = new MemoryStream();
                    await using (var part = await entry.OpenAsync(Stop))
                        await part.CopyToAsync(content, Stop);
                    Look($"{Path.GetFileName(path)}: {entry.FullName}", content.ToArray());
                }
            }
            else
                Look(Path.GetFileName(path), await File.ReadAllBytesAsync(path, Stop));
        if (provider is "PostgreSQL")
        {
            await using var db = program.Open();
            foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
            {
                var rows = $"SELECT t::text AS \"Value\" FROM \"{table}\" t";   // the model names the table
                Look(table, Encoding.UTF8.GetBytes(string.Join('\n', await db.Database.SqlQueryRaw<string>(rows).ToListAsync(Stop))));
            }
        }
        return found;

        void Look(string where, byte[] bytes)
        {
            if (words.Exists(w => bytes.AsSpan().IndexOf(w) >= 0))
                found.Add(where);
        }
    }

    private sealed record Made(Guid Id);
}
