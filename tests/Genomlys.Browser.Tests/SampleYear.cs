using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Browser.Tests;

/// <summary>The exports of Lindby 2025, brought in as an administrator would.</summary>
public static class SampleYear
{
    public static async Task FillAsync(RunningProgram program)
    {
        await AddUnitsAsync(program.Database);
        await program.RunAsync("import", "training", Path.Combine(Repository.Sample, "utbildningsplattform-2025-11-15.csv"));
    }

    private static async Task AddUnitsAsync(string database)
    {
        var services = new ServiceCollection();
        foreach (var module in Modules.All)
            module.Register(new ModuleParts(services));
        var registers = new RegisterBook(services.Select(s => s.ImplementationInstance).OfType<Register>().Distinct());
        var options = new DbContextOptionsBuilder<GenomlysDb>();
        options.UseGenomlys("Sqlite", $"Data Source={database};Pooling=false");
        await using var db = new GenomlysDb((DbContextOptions<GenomlysDb>)options.Options, new Viewer(), registers);
        var paths = new Dictionary<string, string> { [""] = "" };
        foreach (var row in Sheet.Read(await File.ReadAllBytesAsync(Path.Combine(Repository.Sample, "organisation.csv"))).Rows)
        {
            var (above, name, code) = (row.Cells[0]?.ToString() ?? "", row.Cells[1]!.ToString()!, row.Cells[3]!.ToString()!);
            paths[code] = $"{paths[above]}{code}/";
            db.Add(new Unit { Id = Id<Unit>.New(), Name = name, Code = code, Path = paths[code] });
        }
        await db.SaveChangesAsync();
    }
}
