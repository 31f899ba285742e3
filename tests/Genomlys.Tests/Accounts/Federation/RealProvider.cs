using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Parser;

namespace Genomlys.Testing;

/// <summary>A certified OpenID Connect server (npm oidc-provider), in a process of its own on a free port of the loopback; and someone's browser there.</summary>
internal sealed class RealProvider : IAsyncDisposable
{
    public const string ClientId = "genomlys", Secret = "a-secret-that-only-the-tests-know";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly int port = FreePort();
    private readonly HttpListener relay = new();
    private readonly string relayAt = $"http://127.0.0.1:{FreePort()}/";
    private readonly bool pushes;
    private readonly Uri program;
    private Process? serving;

    public string Issuer => $"http://127.0.0.1:{port}";

    /// <summary>What the server sends us behind the browser's back is handed on to the program, which has no socket of its own here.</summary>
    public Func<string, Task<HttpStatusCode>> OnLogout { get; set; } = _ => Task.FromResult(HttpStatusCode.OK);

    public (string, string)[] Settings(params (string, string)[] more) => [("Oidc:Issuer", Issuer), ("Oidc:ClientId", ClientId), ("Oidc:ClientSecret", Secret), ("Oidc:Name", "Kommunen"), .. more];

    private RealProvider(Uri program, bool pushes)
    {
        (this.program, this.pushes) = (program, pushes);
        relay.Prefixes.Add(relayAt);
        relay.Start();
        _ = RelayAsync();
    }

    /// <summary>For a program at that address; the tests' own unless it is told.</summary>
    public static async Task<RealProvider> StartAsync(Uri? program = null, bool pushes = false)
    {
        var provider = new RealProvider(program ?? new Uri("http://localhost/"), pushes);
        await provider.ServeAsync();
        return provider;
    }

    /// <summary>The same server with new keys, and nobody signed in.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await ServeAsync();
    }

    public async Task StopAsync()
    {
        if (serving is null)
            return;
        serving.Kill(entireProcessTree: true);
        await serving.WaitForExitAsync();
        serving.Dispose();
        serving = null;
    }

    /// <summary>Goes where the program sends, says who he is unless he is known already, and is sent back: with which address.</summary>
    public static async Task<Uri> GoAsync(HttpClient browser, Uri to, string who, string acr = "loa3")
    {
        for (var steps = 0; steps < 12; steps++)
        {
            using var answer = await browser.GetAsync(to);
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                using var said = new FormUrlEncodedContent([new("who", who), new("acr", acr)]);
                using var next = await browser.PostAsync(to, said);
                to = new Uri(to, next.Headers.Location ?? throw new InvalidOperationException(await next.Content.ReadAsStringAsync()));
            }
            else
            {
                to = new Uri(to, answer.Headers.Location ?? throw new InvalidOperationException($"{to}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"));
            }
            if (to.Host is "localhost")
                return to;
        }
        throw new InvalidOperationException($"Sent round in a circle: {to}");
    }

    /// <summary>Signs out at the server, as its own page asks.</summary>
    public async Task SignOutAsync(HttpClient browser, Uri at)
    {
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(at));
        using var yes = new FormUrlEncodedContent([new("xsrf", page.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!), new("logout", "yes")]);
        using var answer = await browser.PostAsync(new Uri(at, page.QuerySelector("form")!.GetAttribute("action")!), yes);
        Assert.Equal(At("sign-in"), answer.Headers.Location?.ToString());
    }

    public static HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        relay.Close();
    }

    private async Task ServeAsync()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Root, "tests/Genomlys.Tests/Accounts/Federation/provider.mjs"), $"{port}", Secret, At("sign-in/provider/callback"), $"{relayAt}logout", At("sign-in"), pushes ? "pushes" : ""])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Root,
        };
        serving = Process.Start(start)!;
        var complaints = serving.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        while (await serving.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line is "ready")
            {
                _ = serving.StandardOutput.ReadToEndAsync();
                return;
            }
        throw new InvalidOperationException($"oidc-provider did not start: {await complaints}");
    }

    private async Task RelayAsync()
    {
        while (relay.IsListening)
            try
            {
                var call = await relay.GetContextAsync();
                using var reader = new StreamReader(call.Request.InputStream);
                call.Response.StatusCode = (int)await OnLogout(await reader.ReadToEndAsync());
                call.Response.Close();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
    }

    private string At(string path) => new Uri(program, path).ToString();

    private static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo at) => File.Exists(Path.Combine(at.FullName, "Genomlys.slnx")) ? at.FullName : Find(at.Parent!);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
