using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys;

/// <summary>The same program with a verb: <c>genomlys import incidents rows.csv</c>.</summary>
public static class Cli
{
    public static async Task<bool> RunAsync(WebApplication app, string[] args)
    {
        if (args is [] or ["serve", ..] || args[0].StartsWith("--", StringComparison.Ordinal))
            return false;

        using var scope = app.Services.CreateScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<GenomlysDb>();
        switch (args)
        {
            case ["migrate"]:
                await db.Database.MigrateAsync();
                break;
            case ["import", var name, var path]:
                var register = services.GetRequiredService<RegisterBook>().All.Single(r => r.Name == name);
                var sheet = Sheet.Read(await File.ReadAllBytesAsync(path));
                Console.WriteLine(await register.ImportAsync(db, sheet, Plan.Suggest(register, sheet), true, services.GetRequiredService<TimeProvider>().GetUtcNow(), default));
                break;
            default:
                Console.Error.WriteLine("migrate | import <register> <file> | report <year> | serve");
                Environment.ExitCode = 2;
                break;
        }
        return true;
    }
}
