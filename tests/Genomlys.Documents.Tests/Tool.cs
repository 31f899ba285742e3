using System.Diagnostics;

namespace Genomlys.Tests.Documents;

/// <summary>A program of the machine, such as pdfinfo; a test that needs one it has not is skipped by name.</summary>
internal static class Tool
{
    public static void SkipUnlessPresent(string name) =>
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))), $"{name} is not installed.");

    public static async Task<string> RunAsync(string name, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output + await errors;
    }
}
