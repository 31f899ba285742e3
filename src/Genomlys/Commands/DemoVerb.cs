using System.CommandLine;
using Genomlys.Accounts;
using Genomlys.Incidents;
using Genomlys.Review;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Commands;

/// <summary>A year of exports, read in step by step as a coordinator would, and the draft that comes of it.</summary>
internal static class DemoVerb
{
    public static Command Make()
    {
        var once = new Option<bool>("--once") { Description = Cli.Texts["Once"] };
        var data = new Option<string?>("--data") { Description = Cli.Texts["Data"] };
        var urls = new Option<string?>("--urls") { Description = Cli.Texts["Urls"] };
        var verb = new Command("demo", Cli.Texts["Demo"]) { once, data, urls };
        verb.SetAction(async (said, stop) =>
        {
            var home = Environment.GetEnvironmentVariable("GENOMLYS_HOME") ?? Directory.GetCurrentDirectory();
            if (said.GetValue(data) is { } folder)
            {
                Directory.CreateDirectory(folder);
                Environment.SetEnvironmentVariable("Database__Connection", $"Data Source={Path.Combine(Path.GetFullPath(folder), "genomlys.db")}");
            }
            Environment.SetEnvironmentVariable("SignIn__SecondFactor", "Optional");   // invented people have no telephones
            if (said.GetValue(urls) is { } stated && stated.Split(';').Any(u => !Web.IsLoopback(u.Trim())))
            {
                await Console.Error.WriteLineAsync(Cli.Texts["DemoElsewhere"]);
                return Cli.Refused;
            }
            var built = await BuildAsync(Path.Combine(home, "out"), stop);
            return built is not Cli.Done || said.GetValue(once) ? built : await Web.ServeAsync(said.GetValue(urls), stop);
        });
        return verb;
    }

    private static async Task<int> BuildAsync(string to, CancellationToken stop)
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples", "lindby-2025");
        var steps = await DemoSteps.ReadAsync(Path.Combine(samples, "steps.json"), stop);
        await using var app = await Web.ServicesAsync(stop);
        if (await HoldsOtherDataAsync(app, steps.Imports.Select(i => Path.Combine(samples, i.File)), stop))
        {
            await Console.Error.WriteLineAsync(Cli.Texts["NotForDemo"]);
            return Cli.Refused;
        }

        foreach (var import in steps.Imports)
        {
            await using var scope = app.Work();
            if (await ImportVerb.RunAsync(scope.ServiceProvider, import.Kind, Path.Combine(samples, import.File), import.AsOf ?? steps.AsOf, null, false, stop) is not Cli.Done and var refused)
                return refused;
        }
        foreach (var pair in steps.ConfirmedDuplicates)
        {
            await using var scope = app.Work();
            await ConfirmAsync(scope.ServiceProvider, pair, stop);
        }
        await using (var scope = app.Work())
            await BeginAsync(scope.ServiceProvider, steps, stop);

        foreach (var (kind, format) in from kind in Enum.GetValues<ReviewKind>() from format in new[] { "docx", "pdf", "html", "json" } select (kind, format))
        {
            await using var scope = app.Work();
            var written = await ReviewVerb.WriteAsync(scope.ServiceProvider, new(steps.Year, kind), format, Path.Combine(to, $"{ReviewExport.FileName(new(steps.Year, kind))}.{format}"), stop);
            if (written is not Cli.Done && format is not "pdf")   // without PDF the other forms still come out, and the reason has been printed
                return written;
        }
        return await PeopleAsync(app, steps, stop);
    }

    /// <summary>People of different roles to sign in as.</summary>
    private static async Task<int> PeopleAsync(WebApplication app, DemoSteps steps, CancellationToken stop)
    {
        await using (var scope = app.Work())
            if (await scope.ServiceProvider.GetRequiredService<GenomlysDb>().Accounts.AnyAsync(stop))
            {
                Console.WriteLine(Cli.Texts["DemoPeopleThere"]);
                return Cli.Done;
            }
        Console.WriteLine(Cli.Texts["DemoPeople"]);
        foreach (var person in steps.People)
        {
            await using var scope = app.Work();
            var (oneTime, refusal) = await AccountVerbs.MakeAsync(scope.ServiceProvider, person.SignInName, person.Name, [person.Role], person.Unit, stop);
            if (refusal is not null)
                throw new InvalidOperationException($"{person.SignInName}: {refusal}");
            Console.WriteLine(Cli.Texts.Format("DemoPerson", person.SignInName, oneTime, person.Name, Roles[$"AccessRole.{person.Role}"]));
        }
        return Cli.Done;
    }

    private static readonly Words Roles = Words.Of<AccountsModule>();

    /// <summary>The invented year never mixes with an authority's own: every unit and every import that is here must have come from the sample.</summary>
    private static async Task<bool> HoldsOtherDataAsync(WebApplication app, IEnumerable<string> samples, CancellationToken stop)
    {
        await using var scope = app.Work();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var ours = new List<string>();
        foreach (var sample in samples.Distinct())
            ours.Add(await ImportFile.On(sample).HashAsync(stop));
        return await db.ImportRuns.AnyAsync(r => !ours.Contains(r.Hash), stop) || (!await db.ImportRuns.AnyAsync(stop) && await db.Units.AnyAsync(stop));
    }

    /// <summary>What a person decided: the suggestion is looked up among the suspected pairs, so that the step fails when nothing suggests it.</summary>
    private static async Task ConfirmAsync(IServiceProvider services, ConfirmedDuplicate pair, CancellationToken stop)
    {
        var duplicates = services.GetRequiredService<Duplicates>();
        if ((await duplicates.SuspectedAsync(stop)).FirstOrDefault(s => s.Report.Reference == pair.Report && s.First.Reference == pair.SameAs) is { } suspicion)
        {
            await duplicates.ConfirmAsync(suspicion.Report.Id, suspicion.First.Id, stop);
            Console.WriteLine(Cli.Texts.Format("Linked", pair.Report, pair.SameAs, pair.Why));
        }
        else if (!(await duplicates.LinkedAsync(stop)).Any(p => p.Report.Reference == pair.Report && p.First.Reference == pair.SameAs))
            throw new InvalidOperationException($"{pair.Report} is not suspected of being {pair.SameAs}.");
    }

    private static async Task BeginAsync(IServiceProvider services, DemoSteps steps, CancellationToken stop)
    {
        var db = services.GetRequiredService<GenomlysDb>();
        foreach (var address in Enum.GetValues<ReviewKind>().Select(kind => new ReviewAddress(steps.Year, kind)))
            if (!await db.ReviewAt(address).AnyAsync(stop))
                db.Add(await services.GetRequiredService<ReviewRegister>().BeginAsync(db, address, steps.AsOf, stop));
        await db.SaveChangesAsync(stop);
    }
}
