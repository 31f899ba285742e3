using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Laws with the day the report says they take effect; the number in Svensk författningssamling where it stands after the name.</summary>
internal static partial class LawsReader
{
    private const int Near = 160;

    public static IReadOnlyList<Piece.Law> Read(Reader reader)
    {
        var laws = new List<Piece.Law>();
        var (last, known) = ("", new HashSet<(string, DateOnly)>());
        foreach (var section in reader.Root.All)
            foreach (var block in section.Blocks.Where(b => b.Kind is BlockKind.Paragraph or BlockKind.Item))
                foreach (var sentence in Sentences.Of(block.Text, reader.Words))
                {
                    var names = Names(reader, sentence.Text).ToList();
                    var inForce = reader.Words.InForce.Any(v => sentence.Text.Contains(v, StringComparison.OrdinalIgnoreCase));
                    foreach (var day in inForce ? SwedishDates.In(sentence.Text, null).Where(d => d is { IsDay: true, SaysYear: true }) : [])
                    {
                        // the nearest before the day, else after it, else the one spoken of last
                        var named = names.LastOrDefault(n => n.At < day.Start) is { Name: not null } before && day.Start - before.At < Near ? before : names.FirstOrDefault(n => n.At > day.Start);
                        var name = named.Name ?? last;
                        if (name is not "" && known.Add((name.ToLowerInvariant(), day.First)))
                            laws.Add(new Piece.Law(name, block.Place(section, sentence.At, sentence.At + sentence.Text.Length - 1), Number(sentence.Text, named), day.First) { Confidence = named.Name is null ? Confidence.Low : names.Count is 1 ? Confidence.High : Confidence.Medium, Why = Why.Sentence, Quote = sentence.Text });
                    }
                    if (names is [.., var spoken])
                        last = spoken.Name;
                }
        return laws;
    }

    private static IEnumerable<(int At, string Name)> Names(Reader reader, string sentence)
    {
        var at = 0;
        foreach (var word in sentence.Split(' '))
        {
            var name = word.Trim(',', '.', ';', ':', '(', ')', '”', '"');
            if (name.Length > 5 && !reader.Words.NotLaws.Contains(name.ToLowerInvariant()) && reader.Words.LawEndings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase) && name.Length > e.Length))
                yield return char.IsDigit(name[0]) && sentence[..at].TrimEnd().Split(' ') is [.., var first] && first.Length < 12 ? (at, $"{first} {name}") : (at, name);
            else if (reader.Words.LawNames.FirstOrDefault(l => sentence.AsSpan(at).StartsWith(l, StringComparison.Ordinal) && !(at + l.Length < sentence.Length && (char.IsLetterOrDigit(sentence[at + l.Length]) || sentence[at + l.Length] is '-'))) is { } known)
                yield return (at, known);
            at += word.Length + 1;
        }
    }

    private static string Number(string sentence, (int At, string? Name) law) => law.Name is not null && Sfs().Match(sentence, Math.Min(sentence.Length, law.At)) is { Success: true } said && said.Index - law.At < law.Name.Length + 6 ? said.Groups["number"].Value : "";

    [GeneratedRegex(@"\((?:SFS )?(?<number>(?:19|20)\d\d:\d{1,4})\)", RegexOptions.None, 1000)]
    private static partial Regex Sfs();
}
