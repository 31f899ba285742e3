namespace Genomlys.Tests.Architecture;

/// <summary>Rules about a template, its sections and figures, as functions of their keys.</summary>
public static class ReportRules
{
    public sealed record PlaceOf(string Key, bool HasText, IReadOnlyList<string> Sections);

    public static IEnumerable<string> Twice(IEnumerable<string> keys) => keys.GroupBy(k => k).Where(k => k.Count() > 1).Select(k => $"{k.Key} stands twice.");

    public static IEnumerable<string> PlacesThatNobodyFills(IEnumerable<PlaceOf> places, IReadOnlySet<string> sections) =>
        from place in places
        where !place.HasText && !place.Sections.Any(sections.Contains)
        select $"{place.Key} has no section and no text.";

    public static IEnumerable<string> SectionsThatNobodyWrites(IEnumerable<PlaceOf> places, IReadOnlySet<string> sections) =>
        places.SelectMany(p => p.Sections).Where(s => !sections.Contains(s)).Select(s => $"{s} is named and not written.");

    public static IEnumerable<string> SectionsThatStandNowhere(IEnumerable<PlaceOf> places, IReadOnlySet<string> sections) =>
        sections.Except(places.SelectMany(p => p.Sections)).Select(s => $"{s} is written and stands nowhere.");
}
