using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Testing;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Bars;

/// <summary>The real program in a process of its own, on data of its own that goes when it goes. It can be killed and started again.</summary>
internal sealed class Served(string provider) : IAsyncDisposable
{
    // Long, for a machine that is busy with something else; a program that ends is noticed at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromMilliseconds(10);
    private static readonly RegisterBook Registers = RegisterBook.Of(Modules.All);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-served-");
    private readonly PostgresTestDatabase? server = provider is "PostgreSQL" ? new PostgresTestDatabase() : null;
    private readonly ConcurrentQueue<string> said = [];
    private Process? serving;

    /// <summary>Built in the same configuration as the tests.</summary>
    public static string Program { get; } =
        Path.Combine(Repository.Root, "src/Genomlys/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name, "Genomlys.dll");

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");
    public string Folder => folder.FullName;
    public string Database => Path.Combine(Folder, "genomlys.db");
    public string Said => string.Join('\n', said);
    public int Id => serving!.Id;
    public MasterKey Master => MasterKey.Read(Path.Combine(Folder, "keys", "master.key"));

    /// <summary>How long it took until it answered.</summary>
    public Task<TimeSpan> StartAsync() => StartAsync("dotnet", Program, "serve", "--urls", Address.ToString());

    public async Task<TimeSpan> StartAsync(string program, params IEnumerable<string> arguments)
    {
        var since = Stopwatch.StartNew();
        serving = Begin(program, arguments);
        using var http = new HttpClient { BaseAddress = Address };
        for (; since.Elapsed < Patience && !serving.HasExited; await Task.Delay(Pause))
            try
            {
                using var answer = await http.GetAsync("/sign-in");
                if (answer.IsSuccessStatusCode)
                    return since.Elapsed;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        throw new InvalidOperationException($"The program did not answer:\n{Said}");
    }

    /// <summary>As kill -9 does.</summary>
    public async Task KillAsync()
    {
        serving!.Kill();
        await serving.WaitForExitAsync();
    }

    /// <summary>A verb of the same program, and what it printed.</summary>
    public async Task<string> RunAsync(params IEnumerable<string> verb)
    {
        using var process = Begin("dotnet", [Program, .. verb]);
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode is 0 ? Said : throw new InvalidOperationException(Said);
    }

    /// <summary>The cookie of someone who has signed in, with the one-time password that was printed.</summary>
    public Task<string> SignInAsync() => Visitor.SignInAsync(Address, Visitor.OneTimeIn(Said));

    /// <summary>The database, past the program.</summary>
    public GenomlysDb Open() => server is null ? Open(Database) : Databases.Alone((DbContextOptions<PostgresDb>)new DbContextOptionsBuilder<PostgresDb>().OnPostgres(server.Unwalled).Options, Registers);

    public static GenomlysDb Open(string database) => Databases.Alone((DbContextOptions<SqliteDb>)new DbContextOptionsBuilder<SqliteDb>().OnSqlite($"Data Source={database};Pooling=False").Options, Registers);

    private Process Begin(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in new[]
        {
            ("ASPNETCORE_CONTENTROOT", Path.Combine(Repository.Root, "src/Genomlys")), ("Database__Provider", provider), ("Database__Connection", server?.Connection ?? $"Data Source={Database}"),
            ("Database__OwnerConnection", server?.OwnerConnection ?? ""), ("Keys__Folder", Path.Combine(Folder, "keys")), ("SignIn__SecondFactor", "Optional"), ("Logging__LogLevel__Default", "Warning"),
            ("GENOMLYS_LANGUAGE", "en"), ("DOTNET_EnableDiagnostics", "0"),   // leaves sockets behind when it is killed
        })
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
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
            await KillAsync();
        server?.Dispose();
        folder.Delete(recursive: true);
    }
}
