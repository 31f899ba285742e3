namespace Genomlys.Review.Checks;

/// <summary>Whose result is said to be based on a number of people, their result is told.</summary>
internal sealed class AnnouncedCheck() : ReviewCheck("announced")
{
    public override IEnumerable<Problem> Find(CheckedReview review) =>
        from said in review.Passages
        from sentence in said.Passage.Sentences
        where Tables["basis"].IsMatch(sentence.Text) && SwedishNumbers.In(sentence.Text).Count > 0
        from audience in Tables.Audiences
        let stem = Tables.Pattern(audience.Stem)
        where stem.IsMatch(sentence.Text)
        where !said.Place.Passages.SelectMany(p => p.Kind is PassageKind.Table ? [new Sentence(p, 0, p.Text)] : p.Sentences).Any(s => s.Text != sentence.Text && stem.IsMatch(s.Text) && (Tables["percent"].IsMatch(s.Text) || s.Passage.Kind is PassageKind.Table))
        select Warning(said.Place, "Announced", sentence.Text, sentence.Line, audience.Name);
}
