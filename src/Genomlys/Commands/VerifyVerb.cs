using System.CommandLine;
using System.Text.Json;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;

namespace Genomlys.Commands;

/// <summary>Whether the audit log is what it was when it was written, and begins as checkpoints kept elsewhere say. Exit codes: 0 sound, 1 not.</summary>
internal static class VerifyVerb
{
    public static Command Make()
    {
        var against = new Option<string[]>("--against") { Description = Cli.Texts["Against"], AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = Cli.Texts["AsJson"] };
        var verb = new Command("verify", Cli.Texts["VerifyLog"]) { against, json };
        verb.SetAction(async (said, stop) =>
        {
            var elsewhere = new List<Checkpoint>();
            foreach (var path in said.GetValue(against) ?? [])
            {
                if (!File.Exists(path) || Checkpoint.Read(await File.ReadAllTextAsync(path, stop)) is not { } read)
                    return await Cli.RefuseAsync(Cli.Texts.Format("NoCheckpoint", path));
                elsewhere.Add(read);
            }
            await using var app = await Web.ServicesAsync(stop);
            await using var scope = app.Work();
            var services = scope.ServiceProvider;
            var verdict = await new AuditVerification(services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<AuditKey>(), services.GetRequiredService<Sealing>()).VerifyAsync(elsewhere, stop);
            if (said.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(verdict, JsonSerializerOptions.Web));
            else
            {
                foreach (var fault in verdict.Faults)
                    Console.WriteLine(fault);
                Console.WriteLine(Cli.Texts.Format(verdict.IsSound ? "Verified" : "NotVerified", verdict.Events, verdict.Checkpoints, verdict.Waiting, verdict.Purged, verdict.Root));
            }
            return verdict.IsSound ? Cli.Done : Cli.Refused;
        });
        return verb;
    }
}
