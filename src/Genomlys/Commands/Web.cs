using System.Data.Common;
using System.Net;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Commands;

/// <summary>The program as a website, and as the services the other verbs use.</summary>
internal static class Web
{
    private const string Loopback = "http://localhost:5080";   // passkeys are made for a name, never for a number

    /// <summary>The program before anything is put into it, with the settings and the files that lie beside it.</summary>
    public static WebApplicationBuilder Begin(string[] args) =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = args is [] && Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is null ? Home(AppContext.BaseDirectory) : null });

    /// <summary>The program's own folder, with its style sheets and its settings, from wherever it is started. While it is developed its style sheets lie elsewhere, and it is started where they are.</summary>
    internal static string? Home(string folder) => Directory.Exists(Path.Combine(folder, "wwwroot")) ? folder : null;

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configured = null)
    {
        var builder = Begin(args);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Genomlys.Accounts.Sessions.SessionHandler", LogLevel.Warning).AddFilter("Genomlys.Accounts.Tokens.TokenHandler", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical);
        builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);   // what a verb prints is its answer
        builder.AddGenomlys(Modules.All);
        configured?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The services without the website, on a database that is up to date.</summary>
    public static async Task<WebApplication> ServicesAsync(CancellationToken stop)
    {
        var app = Build([]);
        await ReadyAsync(app, stop);
        return app;
    }

    /// <summary>Runs until stopped, as its settings say.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        app.MapGenomlys(Modules.All);
        await app.RunAsync();
        return Cli.Done;
    }

    public static async Task<int> ServeAsync(string? urls, CancellationToken stop)
    {
        var model = Task.CompletedTask;
        await using var app = Build([], builder =>
        {
            var registers = RegisterBook.In(builder.Services);   // now: to build the program changes its services
            if (Addresses(urls ?? builder.Configuration["urls"], builder.Configuration).Any(IsTls))
                builder.WebHost.UseKestrelHttpsConfiguration();   // certificates are read from Kestrel:Certificates
            model = Task.Run(() => Databases.BuildModel(builder.Configuration, registers), stop);   // beside all the rest
        });
        var addresses = Addresses(urls ?? app.Configuration["urls"], app.Configuration);
        if (addresses.FirstOrDefault(a => !IsLoopback(a) && !IsTls(a)) is { } open && !Surface.IsBehindProxy(app.Configuration))
        {
            await Console.Error.WriteLineAsync(Cli.Texts.Format("NotLoopback", open));
            return Cli.Refused;
        }
        using var alone = Keys.DatabaseFile(app.Configuration) is { } file ? FileLock.Take(file + ".serving") ?? throw new SettingException(Words.Kernel.Format("Guard.Running", file)) : null;
        var ready = ReadyAsync(app, stop);   // beside the mapping: both take a while the first time
        app.MapGenomlys(Modules.All);
        app.Urls.Clear();
        foreach (var address in addresses)
            app.Urls.Add(address);
        await ready;
        await app.StartAsync(stop);
        Console.WriteLine(Cli.Texts.Format("Listening", string.Join(", ", app.Urls)));
        await model;
        await WarmUpAsync(app, stop);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);   // a start leaves behind as much again as it needs; it is given back
        await app.WaitForShutdownAsync(stop);
        return Cli.Done;
    }

    /// <summary>What the program does by itself, with nobody asking over the network.</summary>
    public static AsyncServiceScope Work(this WebApplication app)
    {
        var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        return scope;
    }

    private static async Task WarmUpAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Work();
        foreach (var warmUp in scope.ServiceProvider.GetServices<IWarmUp>())
        {
            try
            {
                await warmUp.WarmUpAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;   // stopped before it was warm
            }
            catch (DbException unanswered)
            {
                app.Logger.LogWarning(unanswered, "The database did not answer.");   // whoever asks will be told
            }
        }
    }

    /// <summary>Brings the database up to date and plants the facts that ship with the product, unless this very build has done so.</summary>
    public static async Task ReadyAsync(WebApplication app, CancellationToken stop)
    {
        await Task.Run(() => Guards.HoldVersionsAsync(app.Configuration, stop), stop);
        if (await Task.Run(() => Stamp.IsCurrentAsync(app.Configuration, stop), stop))
        {
            await WarnOfPassAsync(app, stop);
            return;
        }
        await using var scope = app.Work();
        await using var db = await Databases.MigrateAsync(scope.ServiceProvider.GetRequiredService<GenomlysDb>(), app.Configuration, scope.ServiceProvider.GetRequiredService<IRowRights>(), stop);
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var seed in scope.ServiceProvider.GetServices<ISeed>())
        {
            await seed.PlantAsync(db, now, stop);
            await db.SaveChangesAsync(stop);
        }
        await Stamp.SetAsync(db, stop);
        await WarnOfPassAsync(app, stop);
    }

    /// <summary>On PostgreSQL: whoever comes in as a superuser has one wall less.</summary>
    private static async Task WarnOfPassAsync(WebApplication app, CancellationToken stop)
    {
        if (await Databases.IsWallPassedAsync(app.Configuration, stop))
            app.Logger.LogWarning("{Warning}", Cli.Texts["WallPassed"]);
    }

    private static bool IsTls(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    internal static bool IsLoopback(string address) =>
        Uri.TryCreate(address.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url)
        && (url.Host is "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    private static IReadOnlyList<string> Addresses(string? urls, IConfiguration configuration) =>
    [
        .. (urls ?? Loopback).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>(),
    ];
}
