using System.Diagnostics;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.AuditLog;

/// <summary>A verifier in another language, which shares no code with the program, comes to the same verdict.</summary>
public sealed class OtherVerifierTests
{
    private static readonly string Verifier = Path.Combine(Repository.Root, "tools", "verify-log.mjs");

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task It_agrees_on_the_root_and_refuses_what_was_changed(string provider)
    {
        Assert.True((await File.ReadAllLinesAsync(Verifier, TestContext.Current.CancellationToken)).Length < 200);
        await using var app = TestApp.On(provider);
        await Logged.SystemAsync(app, "Ekot åäö", [.. Enumerable.Range(0, 12).Select(n => $"Ekot\n\"{n}\" 👍")]);
        var kept = (await Logged.SignAsync(app))!;
        var folder = Directory.CreateTempSubdirectory("genomlys-log-");
        try
        {
            var (log, checkpoint) = (Path.Combine(folder.FullName, "log.jsonl"), Path.Combine(folder.FullName, "checkpoint.json"));
            await File.WriteAllTextAsync(checkpoint, kept.Write(), TestContext.Current.CancellationToken);
            await app.Use(async services =>
            {
                services.GetRequiredService<Genomlys.Shared.Access.Viewer>().BeProgram();
                await using var target = new StreamWriter(log);
                await new AuditExport(services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<AuditKey>()).WriteAsync(target, default);
                return 0;
            });
            var lines = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
            Assert.Contains(kept.Root, await AskAsync(0, log, checkpoint), StringComparison.Ordinal);

            var random = new Random(12);
            for (var n = 0; n < 12; n++)
            {
                var changed = lines.ToList();
                var at = 1 + random.Next(changed.Count - 1);
                switch (n % 4)
                {
                    case 0: changed.RemoveAt(at); break;
                    case 1: changed[at] = changed[at].Replace(changed[at].Contains("Created", StringComparison.Ordinal) ? "Created" : changed[at].Contains("Changed", StringComparison.Ordinal) ? "Changed" : "size", "Archived", StringComparison.Ordinal); break;
                    case 2: (changed[1], changed[^2]) = (changed[^2], changed[1]); break;
                    case 3: changed = changed[..at]; break;
                }
                await File.WriteAllLinesAsync(log, changed, TestContext.Current.CancellationToken);
                await AskAsync(1, log, checkpoint);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> AskAsync(int expected, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Verifier, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var why = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == expected, $"{node.ExitCode}: {said} {why}");
        return said;
    }
}
