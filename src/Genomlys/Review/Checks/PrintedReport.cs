using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>Parts the text of a printed report at its numbered headings, joins its lines to paragraphs and points, and leaves out tables of contents, page numbers and addresses.</summary>
public static partial class PrintedReport
{
    private const int LongestHeading = 110;

    public static PrintedText Read(string text)
    {
        var places = Places([.. Lines(text)]);
        var all = string.Join('\n', places.SelectMany(p => p.Passages.Select(q => q.Text).Prepend(p.Heading)));
        var year = YearOf(all);
        return new PrintedText(year, AsOfOf(places, year), places);
    }

    private sealed record Line(int Number, string Text, bool AfterGap);

    private static IEnumerable<Line> Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Replace('\f', '\n').Replace('\u00a0', ' ').Replace('\uf0b7', '\u2022').Split('\n');
        var isDoubleSpaced = lines.Zip(lines.Skip(1)).Count(two => two.First.Trim() is not "" && two.Second.Trim() is "") * 3 > lines.Count(l => l.Trim() is not "") * 2;
        var blank = 0;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = Spaces().Replace(lines[at], " ").Trim();
            if (line is "")
                blank++;
            else if (!Furniture().IsMatch(line))
            {
                yield return new Line(at + 1, line, blank > (isDoubleSpaced ? 1 : 0));
                blank = 0;
            }
        }
    }

    private static List<CheckedPlace> Places(List<Line> lines)
    {
        var found = new List<(string Number, string Heading, int Line, List<Line> Body)>();
        for (var at = 0; at < lines.Count; at++)
            if (HeadingAt(lines, at, found.Count is 0 ? null : found.LastOrDefault(p => p.Number is not "").Number) is var (number, heading, used))
            {
                found.Add((number, heading, lines[at].Number, []));
                at += used - 1;
            }
            else
            {
                if (found.Count is 0)
                    found.Add(("", lines[at].Text.Length < LongestHeading / 2 ? lines[at].Text : "-", lines[at].Number, []));
                else
                    found[^1].Body.Add(lines[at]);
            }
        return [.. found.Select(p => new CheckedPlace(p.Number is "" ? "start" : p.Number, p.Number, p.Heading, PrintedNumber.Depth(p.Number), Passages(p.Body)) { Line = p.Line })];
    }

    private static (string Number, string Heading, int Used)? HeadingAt(List<Line> lines, int at, string? before)
    {
        var line = lines[at].Text;
        if (Numbered().Match(line) is not { Success: true } said || line.Length > LongestHeading || Toc().IsMatch(line))
            return null;
        var number = said.Groups["number"].Value;
        if (!number.Contains('.', StringComparison.Ordinal))   // a single number is a chapter only when it is the next one, and not a note at the foot of a page
        {
            var top = before is null ? 0 : PrintedNumber.Parts(before)[0];
            if (int.Parse(number, CultureInfo.InvariantCulture) != top + 1 || (at > 0 && !lines[at].AfterGap && !Closing().IsMatch(lines[at - 1].Text) && !said.Groups["dot"].Success) || (at > 0 && Unfinished().IsMatch(lines[at - 1].Text)) || (!said.Groups["dot"].Success && (before is not null && line.Length > LongestHeading / 2 || Closing().IsMatch(line))))
                return null;
        }
        var heading = said.Groups["heading"].Value;
        var used = 1;
        while (at + used < lines.Count && used < 4 && Continues(heading, lines[at + used]))
            heading += " " + lines[at + used++].Text;
        return Toc().IsMatch(heading) ? null : (number, heading, used);
    }

    /// <summary>A heading goes on in small letters, in parentheses, or with a short word that cannot begin a sentence.</summary>
    private static bool Continues(string heading, Line next) =>
        !Numbered().IsMatch(next.Text) && !Bullet().IsMatch(next.Text)
        && (char.IsLower(next.Text[0]) || next.Text[0] is '(' || heading.Count(c => c is '(') > heading.Count(c => c is ')') || (next.Text.Length < 5 && next.Text.All(char.IsUpper)));

    private static List<Passage> Passages(List<Line> body)
    {
        var found = new List<Passage>();
        var (text, starts, kind) = (new StringBuilder(), new List<(int, int)>(), PassageKind.Paragraph);
        var full = body.Count is 0 ? 0 : body.Select(l => l.Text.Length).Order().ElementAt(body.Count * 3 / 4);
        for (var at = 0; at < body.Count; at++)
        {
            var line = body[at];
            if (Toc().IsMatch(line.Text) || Address().IsMatch(line.Text))
            {
                if (Address().IsMatch(line.Text))
                {
                    End();
                    (kind, starts) = (PassageKind.Note, [(0, line.Number)]);
                    text.Append(line.Text);
                    End();
                }
                continue;
            }
            var isPoint = Bullet().IsMatch(line.Text);
            if (isPoint || IsNew(at))
                End();
            if (text.Length is 0)
                kind = isPoint ? PassageKind.Item : PassageKind.Paragraph;
            Add(isPoint ? Bullet().Replace(line.Text, "") : line.Text, line.Number);
        }
        End();
        return found;

        bool IsNew(int at)
        {
            var (line, before) = (body[at], at > 0 ? body[at - 1] : null);
            if (before is null || char.IsLower(line.Text[0]))
                return false;
            var ended = Closing().IsMatch(before.Text);
            if (kind is PassageKind.Item && before.Text.Length * 2 < full && line.Text.Length * 2 > full)
                return true;   // a short point, and then a line as long as lines are
            return ended ? line.AfterGap || kind is PassageKind.Item || before.Text.Length < full : line.AfterGap;
        }

        void Add(string piece, int number)
        {
            if (text.Length > 0 && text[^1] is '-' && char.IsLower(piece[0]))
            {
                if (text.Length > 4 && text.ToString(text.Length - 4, 3).All(char.IsLetter) && !char.IsUpper(text[^2]))
                    text.Length--;   // a word that was parted at the end of its line
            }
            else if (text.Length > 0)
                text.Append(' ');
            starts.Add((text.Length, number));
            text.Append(piece);
        }

        void End()
        {
            if (text.Length > 0)
                found.Add(new Passage(kind, text.ToString()) { Lines = starts });
            text.Clear();
            starts = [];
        }
    }

    /// <summary>The year before the first one it plans for; otherwise the one it most often says "during" of.</summary>
    private static int YearOf(string text)
    {
        var planned = CheckTables.Shipped["planYears"].Matches(text).Select(m => (First: Year(m.Groups["first"]), Last: Year(m.Groups["last"])))
            .Where(y => y.Last - y.First is > 0 and < 5).GroupBy(y => y.First).MaxBy(g => g.Count());
        return planned?.Key - 1 ?? CheckTables.Shipped["duringYear"].Matches(text).GroupBy(m => Year(m.Groups["year"])).MaxBy(g => g.Count())?.Key ?? DateOnly.MinValue.Year;
    }

    private static int Year(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static DateOnly? AsOfOf(IReadOnlyList<CheckedPlace> places, int year) =>
        (from place in places
         from passage in place.Passages
         from sentence in passage.Sentences
         where CheckTables.Shipped["takenOn"].IsMatch(sentence.Text)
         from date in SwedishDates.In(sentence.Text, year)
         where date.IsDay && date.SaysYear && date.First.Year == year
         select (DateOnly?)date.First).Max();

    [GeneratedRegex(@"^(?<number>\d{1,2}(\.\d{1,2})*)(?<dot>\.)?\s+(?<heading>(\p{Lu}|20\d\d).*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(\d{1,3} ?\(\d{1,3}\)|Sid(a|an) \d+.*|\d{1,3})$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Furniture();

    [GeneratedRegex(@"\.{4,}\s*\d*$|^\d+(\.\d+)+\.? .*\D \d{1,3}$|^Inneh.llsf.rteckning$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Toc();

    [GeneratedRegex(@"^https?://\S+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^([\u2022\u00b7\u25aa\u25cf\u2013-]|o)\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"[.!?:""\u201d]\d{0,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\b(NIS|kap|kapitel|avsnitt|artikel|nr|steg|och|till|av|i)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
