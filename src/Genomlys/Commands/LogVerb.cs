using System.CommandLine;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;

namespace Genomlys.Commands;

/// <summary>Signs what has been told until now, and writes the checkpoint to be kept elsewhere; or the whole log for another verifier.</summary>
internal static class LogVerb
{
    public static Command Make()
    {
        var to = new Option<string>("--out") { Description = Cli.Texts["Out"], Required = true };
        var checkpoint = new Command("checkpoint", Cli.Texts["Checkpoint"]) { to };
        checkpoint.SetAction((said, stop) => RunAsync(said.GetValue(to)!, async (services, target) =>
        {
            var tree = services.GetRequiredService<AuditTree>();
            if ((await tree.CheckpointAsync(stop, isWhole: true) ?? await tree.LastAsync(stop)) is { } last)
                await target.WriteAsync(last.Write().AsMemory(), stop);
        }, stop));
        var export = new Command("export", Cli.Texts["LogExport"]) { to };
        export.SetAction((said, stop) => RunAsync(said.GetValue(to)!, (services, target) =>
            new AuditExport(services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<AuditKey>()).WriteAsync(target, stop), stop));
        return new Command("log", Cli.Texts["Log"]) { checkpoint, export };
    }

    /// <summary>Written beside the target first, so that a failure leaves no half file.</summary>
    private static async Task<int> RunAsync(string to, Func<IServiceProvider, TextWriter, Task> write, CancellationToken stop)
    {
        await using var app = await Web.ServicesAsync(stop);
        await using var scope = app.Work();
        if (Path.GetDirectoryName(Path.GetFullPath(to)) is { } folder)
            Directory.CreateDirectory(folder);
        await using (var target = new StreamWriter(to + ".part"))
            await write(scope.ServiceProvider, target);
        KeptFile.Move(to + ".part", to, overwrite: true);
        Console.WriteLine(Cli.Texts.Format("Written", to));
        return Cli.Done;
    }
}
