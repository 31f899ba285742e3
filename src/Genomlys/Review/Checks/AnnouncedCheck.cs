namespace Genomlys.Review.Checks;

/// <summary>Whose result is said to be based on a number of people, their result is told; and what is said to have grown or shrunk has the number from before beside it.</summary>
internal sealed class AnnouncedCheck() : ReviewCheck("announced")
{
    public override IEnumerable<Problem> Find(CheckedReview review) => [.. Untold(review), .. Uncompared(review)];

    private IEnumerable<Problem> Uncompared(CheckedReview review) =>
        from said in review.Written
        from sentence in said.Passage.Sentences
        let match = Tables["compared"].Match(sentence.Text)
        where match.Success && SwedishNumbers.In(sentence.Text).Count + Tables["percent"].Count(sentence.Text) < 2
        select Warning(said.Place, "Uncompared", match.Value, sentence.LineAt(match.Index), match.Value);

    private IEnumerable<Problem> Untold(CheckedReview review) =>
        from said in review.Passages
        from sentence in said.Passage.Sentences
        where Tables["basis"].IsMatch(sentence.Text) && SwedishNumbers.In(sentence.Text).Count > 0
        from audience in Tables.Audiences
        let stem = Tables.Pattern(audience.Stem)
        where stem.IsMatch(sentence.Text)
        where !said.Place.Passages.SelectMany(p => p.Kind is PassageKind.Table ? [new Sentence(p, 0, p.Text)] : p.Sentences).Any(s => s.Text != sentence.Text && stem.IsMatch(s.Text) && (Tables["percent"].IsMatch(s.Text) || s.Passage.Kind is PassageKind.Table))
        select Warning(said.Place, "Announced", sentence.Text, sentence.Line, audience.Name);
}
