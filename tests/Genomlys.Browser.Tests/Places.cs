using AngleSharp.Html.Parser;

namespace Genomlys.Browser.Tests;

/// <summary>Every kind of page the running program offers, found by following its links from the start page: one address of each kind.</summary>
public sealed record Places(IReadOnlyList<string> All, IReadOnlyList<string> Broken)
{
    private const int Most = 1500;
    private static readonly Dictionary<Uri, Task<Places>> Known = [];

    public static Task<Places> OfAsync(Uri program)
    {
        lock (Known)
            return Known.TryGetValue(program, out var found) ? found : Known[program] = FindAsync(program);
    }

    private static async Task<Places> FindAsync(Uri program)
    {
        using var http = new HttpClient { BaseAddress = program };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("sv-SE");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var broken = new List<string>();
        var asked = new HashSet<string>(StringComparer.Ordinal) { "/" };
        var waiting = new Queue<(string Href, string On)>([("/", "")]);
        while (waiting.TryDequeue(out var next) && asked.Count < Most)
        {
            var (href, on) = next;
            using var answer = await http.GetAsync(href);
            if (!answer.IsSuccessStatusCode)
            {
                broken.Add($"{on} has a link to {href}, which answers {(int)answer.StatusCode}");
                continue;
            }
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
                continue;
            found.TryAdd(Kind(href), href);
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            foreach (var link in page.QuerySelectorAll("a[href]"))
            {
                var target = new Uri(new Uri(program, href), link.GetAttribute("href"));
                if (target.Authority == program.Authority && !found.ContainsKey(Kind(target.PathAndQuery)) && asked.Add(Kind(target.PathAndQuery)))
                    waiting.Enqueue((target.PathAndQuery, href));
            }
        }
        return new([.. found.Values], broken);
    }

    /// <summary>Records of one register are one kind; so are all the questions that can be asked of one list.</summary>
    private static string Kind(string href)
    {
        var path = href.Split('?')[0].Split('/').Select(part => Guid.TryParse(part, out _) || int.TryParse(part, out _) ? "{id}" : part);
        return string.Join('/', path) + (href.Contains('?', StringComparison.Ordinal) ? "?" : "");
    }
}
