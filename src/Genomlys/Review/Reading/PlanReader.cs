using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>The plan, year by year: the list under a year, else its headings; a table with a column for the activity.</summary>
internal static partial class PlanReader
{
    public static IReadOnlyList<Piece.PlanItem> Read(Reader reader)
    {
        var items = new List<Piece.PlanItem>();
        foreach (var chapter in reader.Of(ChapterKind.Plan, ChapterKind.Improvements))
        {
            var years = chapter.All.Where(s => s.Year is not null && (s != chapter || chapter.Kind is ChapterKind.Plan)).ToList();
            if (years is [])
            {
                if (chapter.Kind is ChapterKind.Plan)
                    items.AddRange(OfYear(reader, chapter, null));
            }
            else
                foreach (var year in years.Where(y => !HasYearsBelow(y)))
                    items.AddRange(OfYear(reader, year, year.Year));
        }
        var ranks = new Dictionary<int, int>();
        return [.. items.Select(i => i with { Rank = ranks[i.Year ?? 0] = ranks.GetValueOrDefault(i.Year ?? 0) + 1 })];
    }

    private static bool HasYearsBelow(Section section) => section.Children.Exists(c => c.Year is not null || HasYearsBelow(c));

    private static IEnumerable<Piece.PlanItem> OfYear(Reader reader, Section section, int? year)
    {
        var rows = section.Everything.Where(b => b.Kind is BlockKind.Row).ToList();
        if (rows is [var head, _, ..] && head.Cells.ToList().FindIndex(c => reader.Words.TableActivity.Contains(c.ToLowerInvariant())) is >= 0 and var activity)
            return Rows(reader, section, rows, activity, year);
        var subs = section.Children.Where(c => c.Kind is ChapterKind.Plan or ChapterKind.Improvements).ToList();
        if (section.Items.Any() || subs is [])
            return Items(reader, section, section.Items, year);
        return subs.SelectMany((sub, n) => sub.Children is [] && sub.Items.Any() && !Explains(reader, sub) ? Items(reader, sub, sub.Items, year)
            : IsGroup(reader, sub, n < subs.Count - 1) ? [] : (IEnumerable<Piece.PlanItem>)[Heading(reader, sub, year)]);
    }

    private static IEnumerable<Piece.PlanItem> Items(Reader reader, Section section, IEnumerable<TextBlock> items, int? year) => items.Select(item =>
        new Piece.PlanItem(item.Text.TrimEnd('.', ';', ',').Trim(), item.Place(section), year ?? YearIn(item.Text), 0)
        {
            Target = TargetIn(reader, item.Text),
            Confidence = (year ?? YearIn(item.Text)) is null ? Confidence.Low : Confidence.High,
            Why = Why.Item,
            Quote = item.Text,
        });

    private static Piece.PlanItem Heading(Reader reader, Section sub, int? year) => new(sub.Title, Reader.Whole(sub), year, 0)
    {
        Body = Reader.Body(sub),
        Target = TargetIn(reader, Reader.Body(sub)),
        Confidence = year is null ? Confidence.Low : Confidence.Medium,
        Why = Why.Heading,
        Quote = Reader.Cut($"{sub.Title}\n{Reader.Body(sub)}"),
    };

    private static IEnumerable<Piece.PlanItem> Rows(Reader reader, Section section, List<TextBlock> rows, int activity, int? year)
    {
        var head = rows[0].Cells.Select(c => c.ToLowerInvariant()).ToList();
        var when = head.FindIndex(reader.Words.TableYear.Contains);
        foreach (var row in rows.Skip(1).Where(r => r.Cells.Count == head.Count && r.Cells[activity] is not ""))
        {
            var of = when >= 0 ? YearIn(row.Cells[when]) ?? year : year;
            yield return new Piece.PlanItem(row.Cells[activity], row.Place(section), of, 0) { Target = TargetIn(reader, row.Cells[activity]), Confidence = of is null ? Confidence.Low : Confidence.High, Why = Why.Row, Quote = string.Join(" | ", row.Cells) };
        }
    }

    /// <summary>A heading that only announces the ones after it.</summary>
    private static bool IsGroup(Reader reader, Section sub, bool isFollowed) => isFollowed && !sub.Items.Any() && sub.Blocks is [.., var last]
        && Sentences.Of(last.Text, reader.Words).LastOrDefault().Text is { } said && reader.Words.Announces.Says(said) && Sentences.Of(last.Text, reader.Words).Count() <= 3;

    /// <summary>More is said before the list than that it follows: the list belongs to the activity.</summary>
    private static bool Explains(Reader reader, Section sub) => sub.Blocks is [{ Kind: BlockKind.Paragraph } first, ..] && Sentences.Of(first.Text, reader.Words).Count() > 1;

    private static decimal? TargetIn(Reader reader, string text)
    {
        var said = Sentences.Words(text);
        for (var n = 0; n + 1 < said.Length; n++)
            if (reader.Words.AtLeast.Contains(said[n].ToLowerInvariant()))
                if (decimal.TryParse(said[n + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return number;
                else if (reader.Words.NumberWords.TryGetValue(said[n + 1].ToLowerInvariant(), out var word))
                    return word;
        return null;
    }

    private static int? YearIn(string text) => Year().Match(text) is { Success: true } said ? int.Parse(said.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"(?<!\d)20\d\d(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Year();
}
