using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

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
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite($"Data Source={database};Pooling=false");
        await using var db = new SqliteDb(options.Options, new Viewer(), RegisterBook.Of(Modules.All), TimeProvider.System);
        var paths = new Dictionary<string, string> { [""] = "" };
        foreach (var row in Sheet.Read(await File.ReadAllBytesAsync(Path.Combine(Repository.Sample, "organisation.csv"))).Rows)
        {
            var (above, name, code) = (row.Cells[0]?.ToString() ?? "", row.Cells[1]!.ToString()!, row.Cells[3]!.ToString()!);
            paths[code] = $"{paths[above]}{code}/";
            db.Add(new Unit { Id = Id<Unit>.New(), Name = name, Code = code, Path = paths[code], Level = UnitLevel.Unit });
        }
        await db.SaveChangesAsync();
    }
}
