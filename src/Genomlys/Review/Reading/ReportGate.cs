namespace Genomlys.Review.Reading;

/// <summary>Whether a text is a management review. What is not says what it is instead: a text key.</summary>
internal static class ReportGate
{
    private const int Enough = 2;

    private static readonly ChapterKind[] Telling =
        [ChapterKind.Summary, ChapterKind.Earlier, ChapterKind.InternalControl, ChapterKind.Audits, ChapterKind.OfficersRisks, ChapterKind.Risks, ChapterKind.Deviations, ChapterKind.Improvements, ChapterKind.Plan];

    /// <summary>The reason to refuse it; null when it is one. It must call itself so, and have chapters that a review has; of them one says what is to become.</summary>
    public static string? Refuse(CleanText clean, Section root, ReadingWords words)
    {
        if (clean.Lines.Count is 0)
            return "Refused.Empty";
        var title = clean.Lines.Take(words.TitleLines).Select(l => l.Text.ToLowerInvariant()).ToList();
        var named = title.FindIndex(l => words.ReportNames.Any(n => l.Contains(n, StringComparison.Ordinal)));
        foreach (var other in words.OtherKinds)
            if (title.FindIndex(l => other.Titles.Any(t => l.StartsWith(t, StringComparison.Ordinal))) is >= 0 and var at && (named < 0 || at < named))
                return other.Refusal;
        var isNamed = named >= 0 || clean.Lines.Count(l => words.ReportNames.Any(n => l.Text.Contains(n, StringComparison.OrdinalIgnoreCase))) > 1;
        if (!isNamed)
            return "Refused.NotNamed";
        var kinds = root.All.Where(s => s.Heading is not null).Select(s => s.Kind).Where(Telling.Contains).Distinct().ToList();
        return kinds.Count < Enough || !kinds.Exists(k => k is ChapterKind.Improvements or ChapterKind.Plan or ChapterKind.Risks or ChapterKind.OfficersRisks or ChapterKind.InternalControl) ? "Refused.NoChapters" : null;
    }
}
