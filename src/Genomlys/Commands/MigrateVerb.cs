using System.CommandLine;

namespace Genomlys.Commands;

internal static class MigrateVerb
{
    public static Command Make()
    {
        var verb = new Command("migrate", Cli.Texts["Migrate"]);
        verb.SetAction(async (_, stop) =>
        {
            await using var app = await Web.ServicesAsync(stop);
            Console.WriteLine(Cli.Texts["Migrated"]);
            return Cli.Done;
        });
        return verb;
    }
}
