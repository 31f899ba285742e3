using System.CommandLine;
using System.Globalization;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;

namespace Genomlys.Commands;

/// <summary>A file into a register, as the page does it.</summary>
internal static class ImportVerb
{
    private const int RefusedShown = 50;

    public static Command Make()
    {
        var kind = new Argument<string>("kind") { Description = Cli.Texts["Kind"] };
        var file = new Argument<string>("file") { Description = Cli.Texts["File"] };
        var asOf = new Option<string?>("--as-of") { Description = Cli.Texts["AsOf"] };
        var mapping = new Option<string?>("--mapping") { Description = Cli.Texts["Mapping"] };
        var dryRun = new Option<bool>("--dry-run") { Description = Cli.Texts["DryRun"] };
        var verb = new Command("import", Cli.Texts["Import"]) { kind, file, asOf, mapping, dryRun };
        verb.SetAction(async (said, stop) =>
        {
            DateOnly? day = null;
            if (said.GetValue(asOf) is { } text)
            {
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
                {
                    await Console.Error.WriteLineAsync(Cli.Texts.Format("NoDay", text));
                    return Cli.NotUnderstood;
                }
                day = read;
            }
            await using var app = await Web.ServicesAsync(stop);
            await using var scope = app.Work();
            return await RunAsync(scope.ServiceProvider, said.GetValue(kind)!, said.GetValue(file)!, day, said.GetValue(mapping), said.GetValue(dryRun), stop);
        });
        return verb;
    }

    public static async Task<int> RunAsync(IServiceProvider services, string kind, string path, DateOnly? asOf, string? mapping, bool dryRun, CancellationToken stop)
    {
        var imports = services.GetRequiredService<ImportService>();
        if (imports.Find(kind) is not { } target)
            return await Cli.RefuseAsync(Cli.Texts.Format("NoKind", kind, string.Join(", ", imports.Importers.Select(i => i.Key).Concat(services.GetRequiredService<RegisterBook>().All.Select(r => r.Name)).Order(StringComparer.Ordinal))));
        if (!File.Exists(path))
            return await Cli.RefuseAsync(Cli.Texts.Format("NoFile", path));

        var file = ImportFile.On(path);
        var offer = imports.Open(file, target);
        if (offer.Problem is { } problem)
            return await Cli.RefuseAsync(problem.ToString());
        var plan = await imports.MappingAsync(target, offer.Sample!, mapping, stop);
        if (plan is null)
            return await Cli.RefuseAsync(Cli.Texts.Format("NoMapping", mapping));
        var outcome = dryRun ? await imports.PreviewAsync(file, target, plan, asOf, stop) : await imports.ConfirmAsync(file, target, plan, asOf, stop);
        if (outcome.Problem is { } refused)
            return await Cli.RefuseAsync(refused.ToString());

        Console.WriteLine(Cli.Texts.Format(dryRun ? "WouldImport" : "Imported", file.Name, target.Title, outcome.Added, outcome.Changed, outcome.Unchanged, outcome.Skipped, outcome.RefusedCount));
        foreach (var row in outcome.Refused.Take(RefusedShown))
            Console.WriteLine(Cli.Texts.Format("RefusedRow", row.Line, row.Column is "" ? "" : $"{row.Column}: ", row.Problem));
        return Cli.Done;
    }
}
