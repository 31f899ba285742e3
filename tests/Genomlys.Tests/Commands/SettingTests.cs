using System.Diagnostics;
using Genomlys.Shared.Data;

namespace Genomlys.Tests.Commands;

/// <summary>Whoever runs the program with a setting that cannot be is told which, in words.</summary>
public sealed class SettingTests
{
    [Theory]
    [InlineData("AllowedHosts", "*", "AllowedHosts är *")]
    [InlineData("AllowedHosts", "lis.example.org;0.0.0.0", "AllowedHosts är 0.0.0.0")]
    [InlineData("AllowedHosts", "[::]", "AllowedHosts är [::]")]
    [InlineData("Database__Provider", "Oracle", "Sqlite eller PostgreSQL")]
    [InlineData("Database__Connection", "Data Source=/dev/null/genomlys.db", "/dev/null")]
    [InlineData("Database__Connection", "Data Source=/tmp", "Database:Connection")]
    public async Task A_setting_that_cannot_be_is_named_and_nothing_of_the_inside_is_shown(string setting, string value, string told)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GenomlysDb).Assembly.Location, "migrate"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["Database__Connection"] = "Data Source=:memory:";
        start.Environment[setting] = value;
        using var program = Process.Start(start)!;
        var (said, wrote) = (program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Cli.Refused, program.ExitCode);
        Assert.Equal("", await wrote);
        Assert.Contains(told, await said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await said, StringComparison.Ordinal);
    }

    /// <summary>Installed, its settings and style sheets lie beside it, and it may be started from anywhere.</summary>
    [Fact]
    public void The_program_stands_on_its_own_folder_where_that_holds_what_it_serves()
    {
        var folder = Directory.CreateTempSubdirectory("genomlys-home-");
        Assert.Null(Genomlys.Commands.Web.Home(folder.FullName));
        folder.CreateSubdirectory("wwwroot");
        Assert.Equal(folder.FullName, Genomlys.Commands.Web.Home(folder.FullName));
        folder.Delete(recursive: true);
    }
}
