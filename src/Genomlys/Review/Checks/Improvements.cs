namespace Genomlys.Review.Checks;

/// <summary>The improvements as the report prints them: the headings of their chapter, and the summary's list of them.</summary>
internal static class Improvements
{
    public sealed record Printed(CheckedPlace Place, string Title, string Text, int? Line);

    /// <summary>Of the chapter, in order. A chapter parted by years is a plan and has none.</summary>
    public static IReadOnlyList<Printed> Of(CheckedReview review)
    {
        var start = review.Places.ToList().FindIndex(p => CheckTables.Shipped["improvements"].IsMatch(p.Heading));
        if (start < 0)
            return [];
        var parts = review.Places.Skip(start + 1).TakeWhile(p => p.Level > review.Places[start].Level || (p.Key == review.Places[start].Key && !p.IsOfTemplate)).ToList();
        return parts.Exists(p => SwedishDates.In(p.Heading, review.Year).Any(d => d.IsYear)) ? [] : [.. parts.Select(p => new Printed(p, p.Heading, p.Text, p.Line))];
    }

    /// <summary>The summary's lists in which most points are improvements: of a printed report the last, of a draft the author's own and the one that the registers write.</summary>
    public static IReadOnlyList<IReadOnlyList<Printed>> InSummary(CheckedReview review)
    {
        if (review.PlaceOf(CheckTables.Shipped["summary"]) is not { } summary || Of(review) is not [_, ..] chapter)
            return [];
        var lists = new List<List<Printed>> { new() };
        foreach (var passage in summary.Passages)
            if (passage.Kind is PassageKind.Item)
                lists[^1].Add(new Printed(summary, passage.Text, passage.Text, passage.LineAt(0)));
            else if (lists[^1].Count > 0)
                lists.Add([]);
        var told = lists.FindAll(list => list.Count > 1 && list.Count(i => chapter.Any(c => Likeness.IsSame(c.Title, i.Title))) * 2 >= list.Count);
        return review.IsPrinted ? [.. told.TakeLast(1)] : told;
    }
}
