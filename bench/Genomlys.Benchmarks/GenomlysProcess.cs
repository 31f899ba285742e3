using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Genomlys.Testing;

namespace Genomlys.Benchmarks;

/// <summary>A program in a process of its own: the published Genomlys, or a page of this project to compare it with.</summary>
internal sealed class GenomlysProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private GenomlysProcess(Process process, string address, string? cookie = null)
    {
        (this.process, Client) = (process, new HttpClient { BaseAddress = new Uri(address), Timeout = Patience });
        if (cookie is not null)
            Client.Carry(cookie);
    }

    public HttpClient Client { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Started { get; private init; }

    /// <summary>What the process keeps in memory, in MB.</summary>
    public double Resident => Status("VmRSS");

    /// <summary>To the start page of someone who has signed in.</summary>
    public static async Task<GenomlysProcess> ServeAsync(string app, string database)
    {
        if (!Cookies.TryGetValue(database, out var cookie))
            Cookies.Add(database, cookie = await SignInAsync(app, database));
        var address = FreeAddress();
        return await StartAsync(Start(Path.Combine(app, "Genomlys.dll"), ["serve", "--urls", address], app, database), address, "/", cookie);
    }

    /// <summary>By database, the cookie of someone whose visit is kept in it.</summary>
    private static readonly Dictionary<string, string> Cookies = [];

    private static async Task<string> SignInAsync(string app, string database)
    {
        var printed = await PrintedAsync(Visitor.Verb) is { Length: > 0 } made ? made : await PrintedAsync(Visitor.ResetVerb);   // a copy of a database knows him
        var address = FreeAddress();
        await using var serving = await StartAsync(Start(Path.Combine(app, "Genomlys.dll"), ["serve", "--urls", address], app, database), address, "/sign-in");
        return await Visitor.SignInAsync(new Uri(address), Visitor.OneTimeIn(printed));

        async Task<string> PrintedAsync(IReadOnlyList<string> verb)
        {
            using var running = Process.Start(Start(Path.Combine(app, "Genomlys.dll"), verb, app, database))!;
            var said = await running.StandardOutput.ReadToEndAsync();
            await running.WaitForExitAsync();
            return said.Trim();
        }
    }

    /// <summary>Where whoever asks brings his own cookie with each question.</summary>
    public static Task<GenomlysProcess> ServeAsync(string app, BenchDatabase database)
    {
        var address = FreeAddress();
        return StartAsync(Start(Path.Combine(app, "Genomlys.dll"), ["serve", "--urls", address], app, database), address, "/sign-in");
    }

    public async Task<string> PageAsync(string href, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, href);
        request.Headers.Add("Cookie", cookie);
        using var answer = await Client.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public static Task<GenomlysProcess> ServeOtherAsync(string page, string database)
    {
        var address = FreeAddress();
        return StartAsync(Start(typeof(GenomlysProcess).Assembly.Location, ["--serve", page, database, address], AppContext.BaseDirectory, database), address, "/ready");
    }

    /// <summary>Runs a verb to its end; says how long it took and the most memory it had, in MB.</summary>
    public static Task<(TimeSpan Took, double Peak)> RunAsync(string app, string database, IReadOnlyList<string> verb) => RunAsync(app, BenchDatabase.File(database), verb);

    public static async Task<(TimeSpan Took, double Peak)> RunAsync(string app, BenchDatabase database, IReadOnlyList<string> verb)
    {
        var from = Stopwatch.GetTimestamp();
        await using var running = new GenomlysProcess(Process.Start(Start(Path.Combine(app, "Genomlys.dll"), verb, app, database))!, "http://127.0.0.1");
        var peak = 0.0;
        while (!running.process.WaitForExit(5))
            peak = Math.Max(peak, running.Status("VmHWM"));
        return running.process.ExitCode is 0 ? (Stopwatch.GetElapsedTime(from), peak) : throw new InvalidOperationException($"{string.Join(' ', verb)}: {await running.process.StandardError.ReadToEndAsync()}");
    }

    private static async Task<GenomlysProcess> StartAsync(ProcessStartInfo start, string address, string page, string? cookie = null)
    {
        var from = Stopwatch.GetTimestamp();
        var started = Process.Start(start)!;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
        if (cookie is not null)
            client.Carry(cookie);
        while (Stopwatch.GetElapsedTime(from) < Patience && !started.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
                return new GenomlysProcess(started, address, cookie) { Started = answer.EnsureSuccessStatusCode() is not null ? Stopwatch.GetElapsedTime(from) : default };
            }
            catch (HttpRequestException refused) when (refused.StatusCode is null)
            {
                await Task.Delay(2);
            }
        }
        started.Kill();
        throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} did not answer.");
    }

    private static ProcessStartInfo Start(string dll, IReadOnlyList<string> args, string content, string database) => Start(dll, args, content, BenchDatabase.File(database));

    private static ProcessStartInfo Start(string dll, IReadOnlyList<string> args, string content, BenchDatabase database)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = database.Folder };
        start.Environment["ASPNETCORE_CONTENTROOT"] = content;
        start.Environment["SignIn__SecondFactor"] = "Optional";
        start.Environment["GENOMLYS_HOME"] = database.Folder;
        foreach (var (key, value) in database.Settings)
            start.Environment[key] = value;
        return start;
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    private double Status(string key)
    {
        try
        {
            return File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) is { } line
                ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024 : 0;
        }
        catch (IOException)   // it has just ended
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
