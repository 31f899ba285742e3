using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Genomlys.Testing;

namespace Genomlys.Browser.Tests;

/// <summary>The real program in a process of its own, on a free port of the loopback, with a database of its own that goes when it goes.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    // Long, for a machine that is busy with something else; a program that ends is noticed at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-browser-");
    private readonly ConcurrentQueue<string> said = [];
    private static readonly SemaphoreSlim Filling = new(1);
    private static DirectoryInfo? filled;
    private Process? serving;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");
    /// <summary>What the demo wrote.</summary>
    public string Written(string extension) => Path.Combine(folder.FullName, "out", $"ledningens-genomgang-2025.{extension}");
    public string Database => Path.Combine(folder.FullName, "genomlys.db");
    public string Said => string.Join('\n', said.TakeLast(40));

    /// <summary>What else it is set to, when it is told where it will be found.</summary>
    private IReadOnlyList<(string Key, string Value)> settings = [];

    public static async Task<RunningProgram> StartAsync(bool sampleYear = false, Func<Uri, Task<(string Key, string Value)[]>>? settings = null)
    {
        var program = new RunningProgram();
        try
        {
            program.settings = settings is null ? [] : await settings(program.AtName);
            if (sampleYear)
                await program.FillAsync();
            else
                await program.RunAsync("migrate");
            await program.ServeAsync();
            await program.SignInAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>The demo builds the sample year once; whoever comes later copies what it left.</summary>
    private async Task FillAsync()
    {
        await Filling.WaitAsync();
        try
        {
            if (filled is null)
            {
                var first = new RunningProgram();
                await first.RunAsync("demo", "--once");
                filled = first.folder;
            }
        }
        finally
        {
            Filling.Release();
        }
        foreach (var file in filled.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(folder.FullName, Path.GetRelativePath(filled.FullName, file.FullName)));
            copy.Directory!.Create();
            file.CopyTo(copy.FullName);
        }
    }

    public static void Forget() => filled?.Delete(recursive: true);

    /// <summary>The same program with a verb, on the same database.</summary>
    public async Task RunAsync(params string[] verb)
    {
        using var process = Start(verb);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"genomlys {string.Join(' ', verb)} took more than {Patience}:\n{Said}", late);
        }
        if (process.ExitCode is not 0)
            throw new InvalidOperationException($"genomlys {string.Join(' ', verb)} ended with {process.ExitCode}:\n{Said}");
    }

    /// <summary>What the verb prints, and its exit code; for verbs that may refuse.</summary>
    public async Task<(int Code, string Answer, string Refusal)> AskAsync(string language, params string[] verb)
    {
        using var process = Process.Start(Prepared(verb, language))!;
        using var limit = new CancellationTokenSource(Patience);
        var (answer, refusal) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await answer, await refusal);
    }

    /// <summary>By the address of a program, the cookie of someone who has signed in there.</summary>
    private static readonly ConcurrentDictionary<Uri, string> Cookies = [];

    public static string CookieOf(Uri program) => Cookies[program];

    /// <summary>Asks as someone who has signed in.</summary>
    public static HttpClient Client(Uri program)
    {
        var http = new HttpClient { BaseAddress = program };
        http.Carry(Cookies[program]);
        return http;
    }

    /// <summary>The same program by the name of this machine: passkeys are made for names.</summary>
    public Uri AtName => new UriBuilder(Address) { Host = "localhost" }.Uri;

    private async Task SignInAsync()
    {
        var (code, printed, refusal) = await AskAsync("sv", [.. Visitor.Verb]);
        Cookies[Address] = code is 0 ? await Visitor.SignInAsync(Address, Visitor.OneTimeIn(printed)) : throw new InvalidOperationException(refusal);
        Cookies[AtName] = Cookies[Address];
    }

    private async Task ServeAsync()
    {
        serving = Start("serve", "--urls", Address.ToString());
        using var http = new HttpClient { BaseAddress = Address };
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(100))
        {
            if (serving.HasExited)
                break;
            try
            {
                using var answer = await http.GetAsync("/");
                return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
        throw new InvalidOperationException($"The program did not answer on {Address}:\n{Said}");
    }

    private Process Start(params string[] arguments)
    {
        var process = Process.Start(Prepared(arguments, "sv"))!;
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private ProcessStartInfo Prepared(IEnumerable<string> arguments, string language)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program, .. arguments])
        {
            WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.Combine(Repository.Root, "src/Genomlys");
        start.Environment["Database__Provider"] = "Sqlite";
        start.Environment["Database__Connection"] = $"Data Source={Database}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["GENOMLYS_HOME"] = folder.FullName;
        start.Environment["GENOMLYS_LANGUAGE"] = language;
        start.Environment["SignIn__SecondFactor"] = "Optional";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (serving is not null)
        {
            serving.Kill(entireProcessTree: true);
            await serving.WaitForExitAsync();
            serving.Dispose();
        }
        folder.Delete(recursive: true);
    }
}

/// <summary>One program with the sample year, shared by every test that only looks.</summary>
public sealed class SampleProgram : IAsyncLifetime
{
    private RunningProgram? program;
    public RunningProgram Program => program!;
    public Uri Address => Program.Address;
    public async ValueTask InitializeAsync() => program = await RunningProgram.StartAsync(sampleYear: true);
    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        RunningProgram.Forget();
    }
}
