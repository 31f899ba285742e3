using System.Globalization;
using Genomlys.Shared.Access;
using Microsoft.AspNetCore.Localization;

namespace Genomlys.Shared.Ui;

/// <summary>How someone wants to see the program: kept in cookies, chosen by plain forms.</summary>
public readonly record struct Preferences(string Theme, bool HasKeys)
{
    public const string Path = "/preferences", System = "system";
    private const string ThemeCookie = "genomlys.theme", KeysCookie = "genomlys.keys";

    public static readonly IReadOnlyList<string> Themes = [System, "light", "dark"];
    public static readonly IReadOnlyList<string> Languages = ["sv-SE", "en-GB"];

    public static Preferences Of(HttpContext? http) => new(
        http?.Request.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : System,
        http?.Request.Cookies[KeysCookie] is not "off");

    /// <summary>The language one is not reading.</summary>
    public static CultureInfo OtherLanguage => CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? Languages[0] : Languages[1]);

    internal static void Map(IEndpointRouteBuilder app) => app.Post(Path, (call, form) =>
    {
        string? language = form["language"], theme = form["theme"], keys = form["keys"], back = form["back"];
        if (language is not null && Languages.Contains(language))
            Keep(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        if (theme is not null && Themes.Contains(theme))
            Keep(ThemeCookie, theme);
        if (keys is "on" or "off")
            Keep(KeysCookie, keys);
        return Task.FromResult<IResult>(new SeeOther(IsLocal(back) ? back! : "/"));

        void Keep(string name, string value) => call.Http.Response.Cookies.Append(name, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = call.Request.IsHttps, IsEssential = true,
        });
    }).Needs(Need.Nothing);

    /// <summary>An address of our own, to go back to.</summary>
    internal static bool IsLocal(string? href) => href is ['/', not ('/' or '\\'), ..] or "/" && !href.Any(char.IsControl);
}
