using Genomlys.Shared.Figures;

namespace Genomlys.Review.Checks;

/// <summary>A number that an author has typed is bound to the figure it repeats, and does not say another than the figure beside it.</summary>
internal sealed class FigureCheck() : ReviewCheck("figures")
{
    private const int Beside = 16;

    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        foreach (var (place, passage) in review.Written)
            foreach (var sentence in passage.Sentences)
                foreach (var number in SwedishNumbers.In(sentence.Text).Where(n => !passage.IsBound(sentence.Start + n.Start)))
                    if (Told(review, place, sentence, number) is { } problem)
                        yield return problem;
    }

    private Problem? Told(CheckedReview review, CheckedPlace place, Sentence sentence, SaidNumber number)
    {
        var at = sentence.Start + number.Start;
        if (sentence.Passage.Bound.FirstOrDefault(b => IsBeside(sentence.Passage.Text, b, at, number.Length)) is { Value: { } bound } beside && bound != number.Value)
            return Warning(place, "Differs", sentence.Text, sentence.LineAt(number.Start), Said(number.Value), Called(review, beside.Key), Said(bound));
        if (review.Figures.FirstOrDefault(f => f.Value == number.Value && (number.Value >= Tables.Limits.LeastFigure || IsOf(f, number))) is { } same)
            return Warning(place, "Unbound", sentence.Text, sentence.LineAt(number.Start), Said(number.Value), same.Title, "{{" + same.Key + "}}");
        return Tables["total"].IsMatch(sentence.Text) && review.Figures.FirstOrDefault(f => f.Value is not null && IsOf(f, number) && PrintedAt(place, f)) is { } whole && whole.Parts.All(p => p.Value != number.Value)
            ? Warning(place, "Differs", sentence.Text, sentence.LineAt(number.Start), Said(number.Value), whole.Title, Said(whole.Value!.Value))
            : null;
    }

    private static bool IsBeside(string text, BoundNumber bound, int at, int length)
    {
        var (from, to) = bound.Start < at ? (bound.Start + bound.Length, at) : (at + length, bound.Start);
        return to >= from && to - from <= Beside && !text[from..to].Any(char.IsLetter);
    }

    private static bool IsOf(FigureResult figure, SaidNumber number) => figure.Unit is not "" && number.Noun is not "" && figure.Unit.Split(' ')[^1].Equals(number.Noun, StringComparison.OrdinalIgnoreCase);
    private static bool PrintedAt(CheckedPlace place, FigureResult figure) => place.Passages.Any(p => p.Bound.Any(b => b.Key == figure.Key));
    private static string Called(CheckedReview review, string key) => review.Figures.FirstOrDefault(f => f.Key == key)?.Title ?? key;
    private static string Said(decimal value) => value.ToString("N0", System.Globalization.CultureInfo.CurrentCulture);
}
