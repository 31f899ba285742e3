using System.Buffers;
using System.Text.RegularExpressions;

namespace Genomlys.Tests.Architecture;

/// <summary>Rules about words, as functions of source texts.</summary>
public static partial class TextRules
{
    private static readonly SearchValues<char> Swedish = SearchValues.Create("åäöÅÄÖ");

    /// <summary>Each line with å, ä or ö that is no comment: words belong in .texts files and templates.</summary>
    public static IEnumerable<string> SwedishInCode(IEnumerable<(string Path, string Text)> sources) =>
        from source in sources
        from line in WithoutComments(source.Path, source.Text).Split('\n').Index()
        where line.Item.AsSpan().ContainsAny(Swedish)
        select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}";

    /// <summary>Files whose usings are not in their order: namespaces, then static, then other names; System first of all, and each by its letters.</summary>
    public static IEnumerable<string> UsingsOutOfOrder(IEnumerable<(string Path, string Text)> sources) =>
        from source in sources
        let usings = source.Text.TrimStart('\uFEFF').Split('\n').TakeWhile(l => l.Trim() is "" || l.StartsWith("using ", StringComparison.Ordinal)).Select(l => l.Trim()).Where(l => l is not "").Select(Said).ToList()
        where !usings.SequenceEqual(usings.OrderBy(u => u.Sort).ThenBy(u => u.Sort is 0 && u.Name.Split('.')[0] is not "System").ThenBy(u => u.Name, StringComparer.OrdinalIgnoreCase))
        select source.Path;

    private static (int Sort, string Name) Said(string line) => line["using ".Length..].TrimEnd(';') is var name && name.Contains('=', StringComparison.Ordinal) ? (2, name) : name.StartsWith("static ", StringComparison.Ordinal) ? (1, name) : (0, name);

    /// <summary>Keys that lack a form in one of the languages, or stand twice in a table.</summary>
    public static IEnumerable<string> IncompleteTexts(IEnumerable<(string Path, string Text)> tables)
    {
        foreach (var (path, text) in tables)
        {
            var keys = new HashSet<string>();
            foreach (var (n, line) in text.Split('\n').Index())
                if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, var forms])
                {
                    if (forms.Split('|', StringSplitOptions.TrimEntries) is not [{ Length: > 0 }, { Length: > 0 }, ..])
                        yield return $"{path}:{n + 1}: {key} is not said in both languages.";
                    if (!keys.Add(key))
                        yield return $"{path}:{n + 1}: {key} stands twice.";
                }
                else if (line.Trim() is not "" and not ['#', ..])
                    yield return $"{path}:{n + 1}: no text.";
        }
    }

    /// <summary>Keys that code asks for by a literal and that no table of its module, nor the kernel's, holds. The kernel and the program speak with the words of all.</summary>
    public static IEnumerable<string> UnknownTexts(IEnumerable<(string Path, string Text)> sources, IEnumerable<(string Path, string Text)> tables)
    {
        var known = tables.SelectMany(t => t.Text.Split('\n').Select(line => (Module: Module(t.Path), Key: line.Split('=')[0].Trim()))).ToHashSet();
        return from source in sources
               from key in Asked(source.Text).Distinct()
               let module = Module(source.Path)
               where !known.Contains((module, key)) && !known.Contains(("Shared", key)) && !(module is "Shared" or "Commands" or "" && known.Any(k => k.Key == key))
               select $"{source.Path}: {key}";
    }

    private static IEnumerable<string> Asked(string text) =>
        from asking in Asking().Matches(text).Concat(Refusing().Matches(text))
        where !asking.Groups["said"].Value.Contains('$')   // a key that is put together is seen by the register's own list of keys
        from literal in Literal().Matches(asking.Groups["said"].Value)
        let key = literal.Groups["key"].Value
        where !text.Contains($"Names(\"{key}\")", StringComparison.Ordinal)   // asked whether it exists
        select key;

    private static string Module(string path) => path.Split('/') is ["src", "Genomlys", var folder, _, ..] ? folder : "";

    private static string WithoutComments(string path, string text) =>
        (path.EndsWith(".razor", StringComparison.Ordinal) ? RazorComment() : Comment()).Replace(text, m => m.Groups["comment"].Success ? new string('\n', m.Value.Count(c => c is '\n')) : m.Value);

    /// <summary>A string, raw, verbatim or plain, a character, or a comment: whichever begins first.</summary>
    [GeneratedRegex("\"\"\".*?\"\"\"|[@]\\$?\"(?:[^\"]|\"\")*\"|\\$@\"(?:[^\"]|\"\")*\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|(?<comment>//[^\\n]*|/\\*.*?\\*/)", RegexOptions.Singleline, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<comment>@\*.*?\*@|<!--.*?-->|(?<=^|\s)///?\s[^\n]*)", RegexOptions.Singleline, 5000)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"(?:Kernel|[Ww]ords|Texts)(?:\[(?<said>[^\[\]]*)\]|\.Format\((?<said>""[^""]*""))", RegexOptions.None, 5000)]
    private static partial Regex Asking();

    [GeneratedRegex(@"Outcome\.Refused\((?<said>""[^""]*"")[,)]", RegexOptions.None, 5000)]
    private static partial Regex Refusing();

    [GeneratedRegex(@"(?<!\$)""(?<key>[A-Za-z][A-Za-z0-9.]*)""", RegexOptions.None, 5000)]
    private static partial Regex Literal();
}
