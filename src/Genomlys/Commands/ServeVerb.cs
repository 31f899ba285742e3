using System.CommandLine;

namespace Genomlys.Commands;

internal static class ServeVerb
{
    public static Command Make()
    {
        var urls = new Option<string?>("--urls") { Description = Cli.Texts["Urls"] };
        var verb = new Command("serve", Cli.Texts["Serve"]) { urls };
        verb.SetAction((said, stop) => Web.ServeAsync(said.GetValue(urls), stop));
        return verb;
    }
}
