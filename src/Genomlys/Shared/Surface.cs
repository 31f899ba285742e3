using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Genomlys.Shared;

/// <summary>
/// What holds for every answer, whoever asked: a browser runs, shows and sends only what is ours (OWASP ASVS 5.0, V3.4), nothing is kept on the way,
/// what another site sends is refused, and so is a name that the program was not given.
/// </summary>
internal static class Surface
{
    private const string Content = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
        + "require-trusted-types-for 'script'; trusted-types default; report-uri " + PolicyReports.Address;
    private const string Devices = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>Of what somebody has sent: nothing in it runs, whatever a browser takes it for.</summary>
    private const string Sandboxed = "sandbox; default-src 'none'";

    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"], AnyName = ["*", "0.0.0.0", "[::]"];

    public static void Add(WebApplicationBuilder builder)
    {
        var hosts = Hosts(builder.Configuration);
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, MarkFirst>());   // before the framework's own, which refuses hosts
        builder.Services.AddSingleton<PolicyReports>().AddHostFiltering(o => (o.AllowedHosts, o.AllowEmptyHosts, o.IncludeFailureMessage) = (hosts, false, false));
    }

    /// <summary>Whether a proxy that keeps TLS stands before the program (<c>Proxy:Trusted</c>: its addresses, with semicolons between).</summary>
    public static bool IsBehindProxy(IConfiguration configuration) => Proxies(configuration) is [_, ..];

    private static IReadOnlyList<IPAddress> Proxies(IConfiguration configuration) =>
        [.. from said in (configuration["Proxy:Trusted"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            select IPAddress.TryParse(said, out var address) ? address : throw new SettingException(Words.Kernel.Format("NoSuchProxy", said))];

    public static void UseSurface(this WebApplication app)
    {
        if (Proxies(app.Configuration) is [_, ..] proxies)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                options.KnownProxies.Add(proxy);
            app.UseForwardedHeaders(options);
        }
        app.UseHostFiltering();
        app.Use((http, next) =>
        {
            if (http.Request.IsHttps || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from))
                return next(http);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;   // nothing is said in clear to another machine, and no password taken
            return Task.CompletedTask;
        });
    }

    /// <summary>A change that a page of another site sends is refused before anything reads it; its token would be missing too. An older browser tells only where the page came from;
    /// a newer one says "null" there of our own pages, since they send no referrer.</summary>
    public static void RefuseOtherSites(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var request = http.Request;
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || (site is "same-origin" or "none") || (site is "" && (origin is "" || origin == $"{request.Scheme}://{request.Host}")))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Says that the answer is nothing of ours.</summary>
    internal static void Sandbox(HttpContext http) => http.Items[Sandboxed] = true;

    /// <summary>The names the program answers to: those of this machine, unless <c>AllowedHosts</c> says others. Any name at all is no answer.</summary>
    private static List<string> Hosts(IConfiguration configuration)
    {
        var said = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (said.Intersect(AnyName).FirstOrDefault() is { } any)
            throw new SettingException(Words.Kernel.Format("EveryHost", any));
        return [.. said is [] ? ThisMachine : said];
    }

    private static void Mark(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Items.ContainsKey(Sandboxed) ? Sandboxed : Content;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Devices;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (http.GetEndpoint() is not null || http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            headers.CacheControl = "no-store";   // only files of ours may be kept
    }

    /// <summary>Every answer carries the headers, that to an unknown host too.</summary>
    private sealed class MarkFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                http.Response.OnStarting(() =>
                {
                    Mark(http);
                    return Task.CompletedTask;
                });
                return then(http);
            });
            next(app);
        };
    }
}
