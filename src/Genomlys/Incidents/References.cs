using System.Text.RegularExpressions;

namespace Genomlys.Incidents;

/// <summary>The references of other systems that a note names: a year, a hyphen and a number, as IA writes them.</summary>
public static partial class References
{
    public static IReadOnlyList<string> In(string note) => [.. Reference().Matches(note).Select(m => m.Value).Distinct()];

    [GeneratedRegex(@"\b20\d\d-\d{3,}\b", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
