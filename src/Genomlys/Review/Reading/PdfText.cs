using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Genomlys.Shared;

namespace Genomlys.Review.Reading;

/// <summary>
/// A PDF's text by <c>pdftotext -layout</c>, in a process of its own that is given a private copy and nothing else: no shell, no settings of ours, a limit in time and in what it may answer.
/// Where the program lies is <c>Reading:PdfToText</c>, how many seconds it has <c>Reading:Seconds</c>.
/// </summary>
internal sealed class PdfText(IConfiguration settings)
{
    private const int Megabyte = 1 << 20;
    private readonly string program = settings["Reading:PdfToText"] ?? "pdftotext";
    private readonly TimeSpan limit = TimeSpan.FromSeconds(settings.GetValue("Reading:Seconds", 20));

    public async Task<(string Text, Outcome Outcome)> OfAsync(byte[] pdf, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("genomlys-reading-");
        try
        {
            var path = Path.Combine(folder.FullName, "report.pdf");
            await File.WriteAllBytesAsync(path, pdf, stop);
            return await RunAsync(path, folder.FullName, stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(string, Outcome)> RunAsync(string path, string folder, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, ["-layout", "-enc", "UTF-8", path, "-"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder };
        var way = start.Environment.TryGetValue("PATH", out var known) ? known : null;
        start.Environment.Clear();
        start.Environment["PATH"] = way;
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return ("", Outcome.Refused("Refused.NoPdfReader"));
        }
        if (process is null)
            return ("", Outcome.Refused("Refused.NoPdfReader"));
        using (process)
        using (var late = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            late.CancelAfter(limit);
            try
            {
                process.StandardInput.Close();
                var complaint = ReadAsync(process.StandardError.BaseStream, Megabyte, late.Token);
                var text = await ReadAsync(process.StandardOutput.BaseStream, SourceText.MostCharacters, late.Token);
                if (text is null || await complaint is not { } said)
                    return ("", Outcome.Refused("Refused.Large"));
                await process.WaitForExitAsync(late.Token);
                return process.ExitCode is 0 ? (text, Outcome.Done) : ("", Outcome.Refused(said.Contains("password", StringComparison.OrdinalIgnoreCase) ? "Refused.Encrypted" : "Refused.Corrupt"));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return ("", Outcome.Refused("Refused.Slow"));
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>All of it, or null when it is more than may be.</summary>
    private static async Task<string?> ReadAsync(Stream from, int most, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer, stop)) > 0;)
        {
            if (kept.Length + read > most)
                return null;
            kept.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
