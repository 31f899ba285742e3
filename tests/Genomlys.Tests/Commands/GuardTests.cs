using System.Diagnostics;
using Genomlys.Shared.Data;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace Genomlys.Tests.Commands;

/// <summary>Bar 10: what the program does not run on, it does not run on; it says why, with a code that the manual explains.</summary>
[Trait("Bar", "10")]
public sealed class GuardTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-guard-");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);   // for a program that should have been refused

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    private string Database => Path.Combine(folder.FullName, "genomlys.db");

    [Theory]
    [InlineData("SQLite", "3.50.4", "3.50.7"), InlineData("SQLite", "3.50.7", null), InlineData("SQLite", "3.40.1", "3.44.6"), InlineData("SQLite", "3.44.6", null), InlineData("SQLite", "3.45.3", "3.50.7")]
    [InlineData("SQLite", "3.51.2", "3.51.3"), InlineData("SQLite", "3.51.3", null), InlineData("SQLite", "3.52.0", "3.52.1"), InlineData("SQLite", "3.53.4", null), InlineData("SQLite", "4.0.0", null)]
    [InlineData(".NET", "10.0.6", "10.0.7"), InlineData(".NET", "10.0.7", null), InlineData(".NET", "9.0.20", "10.0.7"), InlineData(".NET", "11.0.0", null)]
    [InlineData("PostgreSQL", "15.13 (Debian 15.13-0+deb12u1)", "15.14"), InlineData("PostgreSQL", "15.14", null), InlineData("PostgreSQL", "16.9", "16.10"), InlineData("PostgreSQL", "16.10", null), InlineData("PostgreSQL", "17.5", "17.6"), InlineData("PostgreSQL", "18.0", null), InlineData("PostgreSQL", "18rc1", null), InlineData("PostgreSQL", "14.22", "15.14")]
    public void A_version_is_held_against_its_series(string product, string version, string? wanted) =>
        Assert.Equal(wanted, SafeVersion.ShortOf(SafeVersion.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()), product, version)?.Least.ToString());

    [Fact]
    public async Task What_is_run_on_here_is_safe() => Assert.Equal((0, ""), await RunAsync(["migrate"]));

    [Theory, InlineData("SQLite", "4.0", "4.0.1"), InlineData(".NET", "99.0", "99.0.1")]
    public async Task An_unsafe_database_or_runtime_is_refused(string product, string series, string least) =>
        await RefusedAsync("none", "START-VERSION", product, ("Guards__SafeVersions", Versions(product, series, least)));

    [Fact]
    public async Task An_unsafe_server_is_refused()
    {
        Assert.SkipWhen(TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        await RefusedAsync("PostgreSQL", "START-VERSION", "PostgreSQL", ("Guards__SafeVersions", Versions("PostgreSQL", "99", "99.1")), ("Database__Provider", "PostgreSQL"), ("Database__Connection", TestApp.Postgres!), ("Keys__Folder", folder.FullName));
    }

    [Fact]
    public async Task A_key_in_the_clear_is_refused()
    {
        await RunAsync(["migrate"]);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "keys", "key-0.xml"), "<key><descriptor><descriptor><masterKey><value>c2VjcmV0</value></masterKey></descriptor></descriptor></key>", Stop);
        await RefusedAsync("none", "START-KEYS", "key-0.xml");
    }

    [Fact]
    public Task Any_host_is_refused() => RefusedAsync("none", "START-HOSTS", "AllowedHosts", ("AllowedHosts", "*"));

    [Fact]
    public async Task An_address_in_the_clear_is_refused()
    {
        var (code, said) = await RunAsync(["serve", "--urls", "http://0.0.0.0:0"]);
        Bar.Hold(10, "none", code, Cli.Refused, code is Cli.Refused && said.Contains("START-CLEAR", StringComparison.Ordinal), "a start on an address in the clear that is not refused");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await RunAsync(["migrate"]);
        await SqlAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0'); DELETE FROM __GenomlysBuild");
        await RefusedAsync("none", "START-SCHEMA", "29990101000000_Later");
    }

    [Fact]
    public async Task A_second_program_on_the_same_file_is_refused()
    {
        await RunAsync(["migrate"]);
        using var other = FileLock.Take(Database + ".serving");
        var (code, said) = await RunAsync(["serve", "--urls", "http://127.0.0.1:0"]);
        Bar.Hold(10, "none", code, Cli.Refused, code is Cli.Refused && said.Contains("START-RUNNING", StringComparison.Ordinal), "a second program on the same file that is not refused");
    }

    [Fact]
    public async Task The_lock_of_a_migration_that_was_killed_holds_nobody_up()
    {
        await RunAsync(["migrate"]);
        await SqlAsync("INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00+00:00'); DELETE FROM __GenomlysBuild");
        Assert.Equal((0, ""), await RunAsync(["migrate"]));
    }

    private async Task RefusedAsync(string database, string sign, string named, params (string Key, string Value)[] settings)
    {
        var (code, said) = await RunAsync(["migrate"], settings);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Contains(sign, await File.ReadAllTextAsync(Path.Combine(Architecture.Repository.Root, "docs", "operating.md"), Stop), StringComparison.Ordinal);
        Bar.Hold(10, database, code, Cli.Refused, code is Cli.Refused && said.Contains(sign, StringComparison.Ordinal) && said.Contains(named, StringComparison.Ordinal), $"a start that is not refused as it should be: {sign} {named}: {said}");
    }

    private string Versions(string product, string series, string least)
    {
        var file = Path.Combine(folder.FullName, "versions.csv");
        File.WriteAllText(file, $"product,series,least,reason,source,as_of\n{product},{series},{least},WalReset,a test,2026-11-22\n");
        return file;
    }

    private async Task SqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<(int Code, string Said)> RunAsync(string[] verb, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GenomlysDb).Assembly.Location, .. verb]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["Database__Connection"] = $"Data Source={Database}";
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        using var program = Process.Start(start)!;
        var (said, _) = (program.StandardError.ReadToEndAsync(Stop), program.StandardOutput.ReadToEndAsync(Stop));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        try
        {
            await program.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            program.Kill(entireProcessTree: true);   // it was not refused, and serves
            await program.WaitForExitAsync(Stop);
        }
        return (program.ExitCode, await said);
    }
}
