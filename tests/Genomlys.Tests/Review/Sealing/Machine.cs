using System.Diagnostics;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>A program of the machine, such as openssl; a test that needs one it has not is skipped by name.</summary>
internal static class Machine
{
    public static void SkipWithout(params string[] names)
    {
        foreach (var name in names)
            Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))), $"{name} is not installed.");
    }

    /// <summary>How it ended, and all it said.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string folder, string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said + await errors);
    }
}
