using System.Globalization;
using System.Text.RegularExpressions;
using Genomlys.Documents;

namespace Genomlys.Shared.Reports;

/// <summary>A text with places, <c>Av {0} är {1} certifierade.</c>, filled with numbers that stay figures.</summary>
public static partial class Sentences
{
    extension(Words words)
    {
        public IReadOnlyList<Inline> Inlines(string key, params IReadOnlyList<Inline> pieces) =>
            [.. from part in Place().Split(words[key])
                where part is not ""
                select part is ['{', .. var at, '}'] ? pieces[int.Parse(at, CultureInfo.InvariantCulture)] : new Inline.Text(part)];

        public Block.Paragraph Paragraph(string key, params IReadOnlyList<Inline> pieces) => new(words.Inlines(key, pieces));
    }

    /// <summary>As in running text: 15 november 2025.</summary>
    public static string Prose(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    [GeneratedRegex(@"(\{\d\})", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
