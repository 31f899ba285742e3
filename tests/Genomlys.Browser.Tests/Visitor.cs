using System.Net;
using System.Text.RegularExpressions;

namespace Genomlys.Testing;

/// <summary>Someone with the one-time password that the command line printed: signs in, makes it his own, and is then known by a cookie.</summary>
internal static partial class Visitor
{
    public const string SignInName = "besokare";
    public const string Own = "en mening som bara den här besökaren kan";

    public static readonly IReadOnlyList<string> Verb =
        ["account", "create", SignInName, "--name", "Bo Besökare", "--role", "Coordinator", "--role", "Auditor", "--role", "Administrator"];

    /// <summary>For a database that knows him already.</summary>
    public static readonly IReadOnlyList<string> ResetVerb = ["admin", "reset", SignInName];

    /// <summary>The one-time password in what the verb printed.</summary>
    public static string OneTimeIn(string printed) => OneTime.Match(printed).Value is { Length: > 0 } found ? found : throw new InvalidOperationException($"No one-time password was printed: {printed}");

    /// <summary>The cookie's value.</summary>
    public static async Task<string> SignInAsync(Uri program, string oneTime)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = program };
        await SubmitAsync(http, "/sign-in", "/sign-in", ("name", SignInName), ("password", oneTime));
        await SubmitAsync(http, "/account", "/account/password", ("old", oneTime), ("new", Own));
        return cookies.GetCookies(program)["genomlys"]?.Value ?? throw new InvalidOperationException("Nobody was signed in.");
    }

    public static void Carry(this HttpClient http, string cookie) => http.DefaultRequestHeaders.Add("Cookie", $"genomlys={cookie}");

    private static async Task SubmitAsync(HttpClient http, string page, string action, params (string Name, string Value)[] says)
    {
        var token = Token.Match(await http.GetStringAsync(new Uri(page, UriKind.Relative))).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([.. says.Append(("__RequestVerificationToken", token)).Select(s => KeyValuePair.Create(s.Item1, s.Item2))]);
        using var answer = await http.PostAsync(new Uri(action, UriKind.Relative), form);
        if (answer.StatusCode is not HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"{action} answered {answer.StatusCode}.");
    }

    [GeneratedRegex("[a-z2-9]{4}(-[a-z2-9]{4}){4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneTime { get; }

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token { get; }
}
