using System.CommandLine;
using Genomlys.Retention;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Commands;

/// <summary>What is marked to be disposed of; and the disposal itself, where whoever runs it will not wait for the program's next round. Exit codes: 0 done, 1 something was left.</summary>
internal static class DisposeVerb
{
    public static Command Make()
    {
        var now = new Option<bool>("--now") { Description = Cli.Texts["Dispose.Now"] };
        var many = new Option<bool>("--many") { Description = Cli.Texts["Dispose.Many"] };
        var clock = new Option<bool>("--clock-is-right") { Description = Cli.Texts["Dispose.Clock"] };
        var verb = new Command("dispose", Cli.Texts["Dispose"]) { now, many, clock };
        verb.SetAction(async (said, stop) =>
        {
            await using var app = await Web.ServicesAsync(stop);
            await using var scope = app.Work();
            var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
            foreach (var marked in (await db.AllDisposals().AsNoTracking().Where(d => d.State == DisposalState.Marked).OrderBy(d => d.DueOn).ToListAsync(stop)).GroupBy(d => (d.DueOn, d.Register)))
                Console.WriteLine(Cli.Texts.Format("Dispose.Marked", $"{marked.Key.DueOn:yyyy-MM-dd}", db.Registers.Of(marked.Key.Register)?.Title ?? marked.Key.Register, marked.Count()));
            if (!said.GetValue(now))
                return Cli.Done;
            var done = await scope.ServiceProvider.GetRequiredService<Disposing>().RunAsync(stop, said.GetValue(clock), said.GetValue(many));
            Console.WriteLine(Cli.Texts.Format("Dispose.Done", done.Records));
            foreach (var (register, problem, records) in done.Left)
                await Console.Error.WriteLineAsync(Cli.Texts.Format($"Dispose.Left.{problem}", db.Registers.Of(register)?.Title ?? register, records));
            return done.Left is [] ? Cli.Done : Cli.Refused;
        });
        return verb;
    }
}
