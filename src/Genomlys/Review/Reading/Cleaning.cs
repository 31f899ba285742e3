using System.Text;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Takes away what layout has put into a text. Every step passes over the lines a fixed number of times.</summary>
internal static partial class Cleaning
{
    private const double MostAreSo = 0.6, Often = 0.2;

    public static CleanText Of(SourceText source, ReadingWords words)
    {
        var drafts = Pages(source);
        PageFurniture.TakeFrom(drafts, words);
        var contents = ContentsTable.TakeFrom(drafts, words);
        drafts.RemoveAll(d => d.IsGone);
        var said = drafts.Where(d => d.Text is not "").ToList();
        if (said is [])
            return CleanText.Empty;
        var wrapped = IsWrapped(said);
        Spaced(drafts, wrapped);
        Footnotes.TakeFrom(said, contents, words);
        ChartLabels.TakeFrom(said, words);
        var kept = said.Where(d => !d.IsGone && !Address().IsMatch(d.Text)).ToList();
        return new CleanText([.. kept.Select(Clean)], contents, wrapped, Width(kept), source.Form is SourceForm.Pdf);
    }

    /// <summary>The same characters for the same thing, and every line's page. A text that was taken out of a PDF begins its pages with a space.</summary>
    private static List<LineDraft> Pages(SourceText source)
    {
        var drafts = source.Lines.Select(line => new LineDraft(line, Characters(line.Text))).ToList();
        var indented = drafts.Count(d => d.IsIndented);
        var turnsBySpace = source.Form is SourceForm.Text && indented > 1 && source.Lines.All(l => l.Page is 1) && indented < drafts.Count / 10;
        var page = 1;
        for (var n = 0; n < drafts.Count; n++)
        {
            if (turnsBySpace && drafts[n].IsIndented && n > 0)
                page++;
            drafts[n].Page = turnsBySpace ? page : drafts[n].Source.Page;
        }
        return drafts;
    }

    /// <summary>Composed letters, plain spaces, one sign for every bullet; what cannot be seen is gone.</summary>
    internal static string Characters(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var n = 0; n < text.Length; n++)
        {
            var c = text[n];
            if (char.IsHighSurrogate(c) && n + 1 < text.Length && char.IsLowSurrogate(text[n + 1]))
                clean.Append(c).Append(text[++n]);
            else if (c is '\u00AD')
                clean.Append(n == text.TrimEnd().Length - 1 ? "-" : "");
            else
                clean.Append(c switch
                {
                    '\t' => "\t",
                    '\u00A0' or '\u202F' or '\u2007' or '\u2009' or '\u200A' or '\u2002' or '\u2003' => " ",
                    '\uFB00' => "ff",
                    '\uFB01' => "fi",
                    '\uFB02' => "fl",
                    '\u2010' or '\u2011' => "-",
                    '\u2219' or '\u00B7' or '\u25CF' or '\u25AA' or '\u25A0' or '\u25E6' or '\u25CB' or '\u2023' or (>= '\uE000' and <= '\uF8FF') => "•",
                    _ when char.IsSurrogate(c) || char.IsControl(c) || c is '\u200B' or '\u2060' or '\u200C' or '\u200D' or '\uFEFF' or '\uFFFD' or '\uFFFE' or '\uFFFF' => "",
                    _ => $"{c}",
                });
        }
        return clean.ToString().Normalize();
    }

    /// <summary>Lines that go on with a small letter where no sentence has ended.</summary>
    private static bool IsWrapped(List<LineDraft> said)
    {
        var (pairs, gone, full) = (0, 0, Width(said) * MostAreSo);
        for (var n = 1; n < said.Count; n++)
            if (said[n].Source.Kind is LineKind.Plain && said[n - 1].Source.Kind is LineKind.Plain && said[n - 1].Text.Length >= full && char.IsLetter(said[n].Text[0]))
            {
                pairs++;
                if (char.IsLower(said[n].Text[0]) && said[n - 1].Text[^1] is not ('.' or ':' or ';' or '!' or '?' or ',') && !(said[n].Text is ['o', ' ', ..]))
                    gone++;
            }
        return pairs > 0 && gone > pairs * Often;
    }

    /// <summary>As many empty lines as there usually are part nothing: in a text set with double spacing that is one.</summary>
    private static void Spaced(List<LineDraft> drafts, bool wrapped)
    {
        var (blank, before) = (0, default(LineDraft));
        var gaps = new List<(LineDraft Line, int Blank)>();
        foreach (var draft in drafts)
            if (draft.Text is "")
                blank++;
            else
            {
                draft.TurnsPage = before is not null && before.Page != draft.Page;
                if (before is not null && !draft.TurnsPage)
                    gaps.Add((draft, blank));
                (before, blank) = (draft, 0);
            }
        var (usual, count) = gaps.Count > 0 ? gaps.CountBy(g => g.Blank).MaxBy(g => g.Value) : default;
        if (!wrapped || count <= gaps.Count * MostAreSo)
            usual = 0;
        foreach (var (line, between) in gaps)
            (line.IsApart, line.IsTight) = (between > usual, between < usual);
    }

    private static int Width(List<LineDraft> kept)
    {
        var lengths = kept.Select(d => d.Text.Length).Order().ToList();
        return lengths is [] ? 0 : lengths[(int)((lengths.Count - 1) * 0.95)];
    }

    private static CleanLine Clean(LineDraft draft) => new(draft.Source with { Page = draft.Page }, Spaces().Replace(draft.Text, " "))
    {
        IsApart = draft.IsApart,
        IsTight = draft.IsTight,
        TurnsPage = draft.TurnsPage,
        Cells = draft.Source.Kind is LineKind.Row ? [.. draft.Source.Text.Split('\t').Select(c => Characters(c).Trim())] : [.. Columns().Split(draft.Text).Select(c => c.Trim()).Where(c => c is not "")],
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\t| {2,}", RegexOptions.None, 1000)]
    private static partial Regex Columns();

    /// <summary>A line that is nothing but an address.</summary>
    [GeneratedRegex(@"^(?:https?://|www\.)\S+$", RegexOptions.None, 1000)]
    private static partial Regex Address();
}

/// <summary>A line on its way to being clean.</summary>
internal sealed class LineDraft(SourceLine source, string characters)
{
    public SourceLine Source => source;
    public string Text { get; set; } = characters.Trim();
    public bool IsIndented { get; } = characters is [' ', not (' ' or '\t'), ..];
    public int Page { get; set; }
    public bool IsGone { get; set; }
    public bool IsApart { get; set; }
    public bool IsTight { get; set; }
    public bool TurnsPage { get; set; }
}
