using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Genomlys.Commands;
using Genomlys.Shared;

namespace Genomlys;

/// <summary>The program's verbs. Exit codes: 0 done, 1 refused (what was asked cannot be done, and why is printed), 2 not understood.</summary>
public static class Cli
{
    public const int Done = 0, Refused = 1, NotUnderstood = 2;

    internal static readonly Words Texts = Words.Of<Verbs>();

    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Language();
        if (args is [var first, ..] && first.StartsWith("--", StringComparison.Ordinal) && first.Contains('=', StringComparison.Ordinal))
            return await Web.RunAsync(args);   // settings only: a host that configures the program itself, such as the tests

        var root = new RootCommand(Texts["Program"]) { ServeVerb.Make(), DemoVerb.Make(), MigrateVerb.Make(), ImportVerb.Make(), FiguresVerb.Make(), ReviewVerb.Make(), CheckReviewVerb.Make(), ReadReportVerb.Make(), AccountVerbs.Admin(), AccountVerbs.Account(), VerifyReviewVerb.Make(), SealCertificateVerb.Make(), VerifyVerb.Make(), LogVerb.Make(), BackupVerbs.Backup(), BackupVerbs.Restore(), DisposeVerb.Make() };
        var said = root.Parse(args is [] ? ["--help"] : args);
        if (said.Errors is [_, ..] errors)
        {
            foreach (var error in errors)
                Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine(Texts["SeeHelp"]);
            return NotUnderstood;
        }
        try
        {
            return await said.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (SettingException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
        }
        catch (DbException unusable)
        {
            Console.Error.WriteLine(Texts.Format("DatabaseUnusable", unusable.Message));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(Texts.Format("FileUnusable", unusable.Message));
        }
        catch (OperationCanceledException)
        {
            // whoever stopped it knows
        }
        return Refused;
    }

    /// <summary>What was asked cannot be done, and this is why.</summary>
    internal static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return Refused;
    }

    /// <summary>Swedish, unless the terminal speaks English.</summary>
    private static CultureInfo Language() => CultureInfo.GetCultureInfo(
        (Environment.GetEnvironmentVariable("GENOMLYS_LANGUAGE") ?? "sv").StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en-GB" : "sv-SE");
}
