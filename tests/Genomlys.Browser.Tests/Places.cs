using System.Reflection;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;

namespace Genomlys.Browser.Tests;

/// <summary>
/// Every kind of page the running program offers, one address of each kind: what its links lead to from the start page, and then
/// the pages that stand by themselves (no parameter in their route) but that no link led to.
/// </summary>
public sealed record Places(IReadOnlyList<string> All, IReadOnlyList<string> Broken, IReadOnlyList<string> Unreached)
{
    private const int Most = 1500;

    /// <summary>The pages of a review are endpoints: of one kind for every review, and for every place.</summary>
    private static readonly string[] OfReview = ["/review/{review}", "/review/{review}/checks", "/review/{review}/checks/{place}", "/review/{review}/decide", "/review/{review}/figures/{figure}", "/review/{review}/requests", "/review/{review}/{place}"];

    /// <summary>Pages that are put together alike in every register: each is of one kind.</summary>
    private static readonly string[] OfEveryRegister = ["/{register}/{id}/history", "/{register}/{id}/retention", "/{register}/retention", "/{register}/import"];

    private static readonly IReadOnlyList<string> Routes =
        [.. typeof(Modules).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Concat(OfReview).Concat(OfEveryRegister).Order(StringComparer.Ordinal)];

    private static readonly Dictionary<Uri, Task<Places>> Known = [];

    public static Task<Places> OfAsync(Uri program)
    {
        lock (Known)
            return Known.TryGetValue(program, out var found) ? found : Known[program] = FindAsync(program);
    }

    private static async Task<Places> FindAsync(Uri program)
    {
        using var http = RunningProgram.Client(program);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("sv-SE");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var broken = new List<string>();
        var asked = new HashSet<string>(StringComparer.Ordinal) { "/" };
        var waiting = new Queue<(string Href, string On)>([("/", "")]);
        var unreached = new List<string>();
        var alone = new Queue<string>(Standing());
        while (asked.Count < Most)
        {
            if (!waiting.TryDequeue(out var next))
            {
                if (!alone.TryDequeue(out var page))
                    break;
                if (!asked.Add(page))
                    continue;
                unreached.Add(page);
                next = (page, "its route");
            }
            var (href, on) = next;
            using var answer = await http.GetAsync(href);
            if (!answer.IsSuccessStatusCode)
            {
                broken.Add($"{on} has a link to {href}, which answers {(int)answer.StatusCode}");
                continue;
            }
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html" || answer.Content.Headers.ContentDisposition is not null)   // a file to be kept is no page
                continue;
            found.TryAdd(Kind(href), href);
            var document = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            foreach (var link in document.QuerySelectorAll("a[href], form[method=get][action]"))
            {
                var target = new Uri(new Uri(program, href), link.GetAttribute("href") ?? link.GetAttribute("action"));
                if (target.Authority == program.Authority && !found.ContainsKey(Kind(target.PathAndQuery)) && asked.Add(Kind(target.PathAndQuery)))
                    waiting.Enqueue((target.PathAndQuery, href));
            }
        }
        return new([.. found.Values], broken, unreached);
    }

    private static IEnumerable<string> Standing() => Routes.Where(r => !r.Contains('{', StringComparison.Ordinal));

    /// <summary>Records of one register are one kind, and so are all addresses of one route, and all the questions that can be asked of one list.</summary>
    private static string Kind(string href)
    {
        var parts = href.Split('?')[0].Split('/');
        var route = Routes.FirstOrDefault(r => r.Contains('{', StringComparison.Ordinal) && Fits(r.Split('/'), parts));
        var kind = route ?? string.Join('/', parts.Select(part => Guid.TryParse(part, out _) || int.TryParse(part, out _) ? "{id}" : part));
        return kind + (href.Contains('?', StringComparison.Ordinal) ? "?" : "");
    }

    private static bool Fits(string[] route, string[] parts) =>
        route.Length == parts.Length && route.Zip(parts).All(p => p.First == p.Second || (p.First is "{review}" ? p.Second is [>= '0' and <= '9', ..] : p.First.StartsWith('{') && p.Second is not ("new" or "import")));
}
