using Genomlys.Shared;

namespace Genomlys.Review.Checks;

/// <summary>What is to be public names no identity number, telephone or e-mail address, and repeats nothing of a protected record.</summary>
internal sealed class PersonalCheck() : ReviewCheck("personal")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var secret = review.Protected.SelectMany(Runs).ToHashSet(StringComparer.Ordinal);
        foreach (var (place, passage) in review.Passages)
        {
            var text = passage.Text;
            var identities = Tables["identity"].Matches(text).Where(m => IdentityNumber.Is(m.Groups["six"].Value, m.Groups["four"].Value)).ToList();
            foreach (var said in identities)
                yield return Error(place, "Identity", Masked(said.Value), passage.LineAt(said.Index));
            foreach (System.Text.RegularExpressions.Match said in Tables["phone"].Matches(text))
                if (!identities.Exists(i => i.Index < said.Index + said.Length && said.Index < i.Index + i.Length))
                    yield return Error(place, "Phone", Masked(said.Value), passage.LineAt(said.Index));
            foreach (System.Text.RegularExpressions.Match said in Tables["mail"].Matches(text))
                yield return Error(place, "Mail", Masked(said.Value[..said.Value.IndexOf('@')]) + said.Value[said.Value.IndexOf('@')..], passage.LineAt(said.Index));
            if (secret.Count > 0 && Runs(text).FirstOrDefault(secret.Contains) is not null)
                yield return Error(place, "Protected", place.Title, passage.LineAt(0));
        }
    }

    /// <summary>Enough to be found again by whoever wrote it, and no more.</summary>
    private static string Masked(string said) => string.Concat(said.Select((c, at) => at < 2 || !char.IsLetterOrDigit(c) ? c : 'X'));

    /// <summary>Every run of some words, so that a sentence is recognised and a word is not.</summary>
    private static IEnumerable<string> Runs(string text)
    {
        var words = Words.Fold(new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')])).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at + Tables.Limits.ProtectedWords <= words.Length; at++)
            yield return string.Join(' ', words, at, Tables.Limits.ProtectedWords);
    }
}
