using System.Text.RegularExpressions;
using Genomlys.Shared;

namespace Genomlys.Review.Templates;

/// <summary>What is wrong with a template, place by place, in the reader's language. A template with faults is never kept.</summary>
public static partial class TemplateRules
{
    public const int MostPlaces = 200;
    public const int MostCharacters = 500_000;
    private const int LongestHeading = 200, LongestText = 20_000;

    /// <summary>What stands at these addresses under a review is no place.</summary>
    private static readonly string[] Taken = ["checks", "correct", "decide", "editions", "figures", "freeze", "new", "requests", "thaw"];

    private static readonly Words Texts = Words.Of<TemplateRegister>();

    public static IReadOnlyList<string> Problems(Template template, IReadOnlySet<string> sections)
    {
        List<string> problems = [];
        if (template.Name.Trim() is "" || template.Title.Trim() is "")
            problems.Add(Texts["Fault.Nameless"]);
        if (!Enum.IsDefined(template.Kind))
            problems.Add(Texts["Fault.Kind"]);
        if (!Keys().IsMatch(template.Key))
            problems.Add(Texts.Format("Fault.Key", template.Key));
        if (template.Places.Count is 0 or > MostPlaces)
            problems.Add(Texts.Format("Fault.Places", template.Places.Count, MostPlaces));
        problems.AddRange(template.Places.GroupBy(p => p.Key).Where(g => g.Count() > 1).Select(g => Texts.Format("Fault.Twice", g.Key)));
        problems.AddRange(template.Places.SelectMany(p => Problems(p, sections)));
        return problems;
    }

    public static IEnumerable<string> Problems(Place place, IReadOnlySet<string> sections)
    {
        if (!Keys().IsMatch(place.Key) || Taken.Contains(place.Key))
            yield return Texts.Format("Fault.Key", place.Key);
        if (place.Number is not "" && !Numbers().IsMatch(place.Number))
            yield return Texts.Format("Fault.Number", place.Key, place.Number);
        if (place.Heading.Trim() is "" || place.Heading.Length > LongestHeading)
            yield return Texts.Format("Fault.Heading", place.Key, LongestHeading);
        if (place.Text.Length > LongestText || place.Guidance.Length > LongestText)
            yield return Texts.Format("Fault.Long", place.Key, LongestText);
        foreach (var unknown in place.Sections.Where(s => !sections.Contains(s)))
            yield return Texts.Format("Fault.Section", place.Key, unknown);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$", RegexOptions.None, 1000)]
    private static partial Regex Keys();

    /// <summary>At most four levels: Word and PDF have styles for so many.</summary>
    [GeneratedRegex(@"^[1-9]\d?(\.[1-9]\d?){0,3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();
}
