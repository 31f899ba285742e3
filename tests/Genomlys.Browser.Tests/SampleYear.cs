using Genomlys.Review;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Browser.Tests;

/// <summary>Lindby 2025: its organisation, what the learning platform exported, and a review begun on them.</summary>
public static class SampleYear
{
    private static readonly DateTimeOffset Then = new(2025, 11, 15, 8, 0, 0, TimeSpan.Zero);

    public static async Task FillAsync(RunningProgram program)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite($"Data Source={program.Database};Pooling=false");
        await using var db = new SqliteDb(options.Options, new Viewer(), RegisterBook.Of(Modules.All), TimeProvider.System);
        await AddUnitsAsync(db);
        await ImportAsync(db, "training", "utbildningsplattform-2025-11-15.csv");
        db.Add(new ManagementReview { Id = Id<ManagementReview>.New(), Year = 2025, Template = Template.For(2025).Key, AsOf = Period.DayOf(Then) });
        await db.SaveChangesAsync();
    }

    private static async Task AddUnitsAsync(GenomlysDb db)
    {
        var paths = new Dictionary<string, string> { [""] = "" };
        foreach (var row in (await ReadAsync("organisation.csv")).Rows)
        {
            var (above, name, code) = (row.Cells[0]?.ToString() ?? "", row.Cells[1]!.ToString()!, row.Cells[3]!.ToString()!);
            paths[code] = $"{paths[above]}{code}/";
            db.Add(new Unit { Id = Id<Unit>.New(), Name = name, Code = code, Path = paths[code], Level = UnitLevel.Unit });
        }
        await db.SaveChangesAsync();
    }

    private static async Task ImportAsync(GenomlysDb db, string name, string file)
    {
        var register = db.Registers.All.Single(r => r.Name == name);
        var sheet = await ReadAsync(file);
        var outcome = await register.ImportAsync(db, sheet, Plan.Suggest(register, sheet), true, Then, default);
        if (outcome.Added is 0)
            throw new InvalidOperationException($"{file} gave no {name}: {outcome}");
    }

    private static async Task<Sheet> ReadAsync(string file) => Sheet.Read(await File.ReadAllBytesAsync(Path.Combine(Repository.Sample, file)));
}
