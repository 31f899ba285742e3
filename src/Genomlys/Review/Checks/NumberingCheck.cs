using Genomlys.Shared;

namespace Genomlys.Review.Checks;

/// <summary>Chapters are numbered without gap or repetition, lie where the template has them, go by their own names, and are there when the text refers to them.</summary>
internal sealed class NumberingCheck() : ReviewCheck("numbering")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var numbered = review.Places.Where(p => PrintedNumber.Parts(p.Number).Length > 0).ToList();
        foreach (var (before, after) in numbered.Zip(numbered.Skip(1)))
            if ((review.IsPrinted || !(before.IsOfTemplate && after.IsOfTemplate)) && !Follows(PrintedNumber.Parts(before.Number), PrintedNumber.Parts(after.Number)) && !numbered.Take(numbered.IndexOf(after)).Any(p => Same(p, after)))   // a template's own numbers are its own matter
                yield return Warning(after, "Skips", after.Title, after.Line, after.Number, before.Number);
        foreach (var again in numbered.Where((p, at) => numbered.Take(at).Any(q => Same(p, q))))
            yield return Warning(again, "RepeatsNumber", again.Title, again.Line, again.Number);
        foreach (var again in numbered.Where((p, at) => numbered.Take(at).Any(q => !Same(p, q) && Words.Fold(q.Heading) == Words.Fold(p.Heading) && Parent(q) == Parent(p))))
            yield return Warning(again, "RepeatsHeading", again.Heading, again.Line, again.Heading);
        foreach (var place in numbered)
            foreach (var (heading, level) in review.Model)
                if (Likeness.Distance(heading, place.Heading) is var off && off <= Tables.Limits.HeadingSlip)
                {
                    if (PrintedNumber.Parts(place.Number).Length != level)
                        yield return Warning(place, "Nested", place.Title, place.Line, place.Number, level, PrintedNumber.Parts(place.Number).Length);
                    else if (off > 0)
                        yield return Warning(place, "HeadingDiffers", place.Title, place.Line, place.Heading, heading);
                }
        foreach (var (place, passage) in review.Written)
            foreach (System.Text.RegularExpressions.Match said in Tables["reference"].Matches(passage.Text))
                if (numbered.Count > 0 && !numbered.Exists(p => p.Number.TrimEnd('.') == said.Groups["number"].Value))
                    yield return Warning(place, "NoSuchChapter", said.Value, passage.LineAt(said.Index), said.Groups["number"].Value);
    }

    /// <summary>The first below, or the next beside it or beside one it lies in.</summary>
    private static bool Follows(int[] before, int[] after) =>
        (after.Length == before.Length + 1 && after[^1] is 1 && after.AsSpan(0, before.Length).SequenceEqual(before))
        || (after.Length <= before.Length && after[^1] == before[after.Length - 1] + 1 && after.AsSpan(0, after.Length - 1).SequenceEqual(before.AsSpan(0, after.Length - 1)));

    private static bool Same(CheckedPlace one, CheckedPlace other) => one.Number.TrimEnd('.') == other.Number.TrimEnd('.');
    private static string Parent(CheckedPlace place) => string.Join('.', PrintedNumber.Parts(place.Number)[..^1]);
}
