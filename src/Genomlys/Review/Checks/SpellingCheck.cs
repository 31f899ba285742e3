namespace Genomlys.Review.Checks;

/// <summary>A term is written one way throughout, known slips are put right, and one thing is not told in the plural.</summary>
internal sealed class SpellingCheck() : ReviewCheck("spelling")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var texts = Passages(review).ToList();
        foreach (var term in Tables.Terms)
        {
            var forms = term.Forms.Select((form, at) => (Label: term.Labels[at], Found: texts.SelectMany(t => Tables.Pattern(form, isExact: true).Matches(t.Text).Select(m => (t.Place, t.Passage, m.Index, t.Text))).ToList())).Where(f => f.Found.Count > 0).ToList();
            if (forms.Count < 2)
                continue;
            var usual = forms.MaxBy(f => f.Found.Count);
            foreach (var (label, found) in forms.Where(f => f.Label != usual.Label))
                yield return Warning(found[0].Place, "MixedSpelling", $"{label} {Around(found[0].Text, found[0].Index)}", found[0].Passage?.LineAt(found[0].Index) ?? found[0].Place.Line, label, found.Count, usual.Label, usual.Found.Count);
        }
        foreach (var (place, passage) in review.Written)
        {
            foreach (var slip in Tables.Misspelt)
                if (Tables.Pattern(slip.Says).Match(passage.Text) is { Success: true } said)
                    yield return Warning(place, "Misspelt", said.Value, passage.LineAt(said.Index), said.Value, slip.Right);
            if (Tables["oneOfMany"].Match(passage.Text) is { Success: true } one)
                yield return Warning(place, "OneOfMany", one.Value, passage.LineAt(one.Index), one.Value);
        }
    }

    /// <summary>Headings and texts, without addresses, which are spelt as they must be.</summary>
    private static IEnumerable<(CheckedPlace Place, Passage? Passage, string Text)> Passages(CheckedReview review) => review.Places.SelectMany(place =>
        place.Passages.Select(passage => (place, (Passage?)passage, Blanked(passage.Text))).Prepend((place, null, place.Heading)));

    private static string Blanked(string text) => Tables["addresses"].Replace(text, m => new string(' ', m.Length));
    private static string Around(string text, int at) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 40)];
}
