using System.Security.Cryptography;

namespace Genomlys.Review.Sealing;

/// <summary>The decision that is sealed: what the manifest and the public page say of it. A correction is a higher version. The code is printed in the document, and finds it again.</summary>
public sealed record SealSubject(ReviewKind Kind, int Year, int Version, string Template, string Organisation, string? Reference, DateOnly Decided, string Code)
{
    /// <summary>No I, L, O or U: nothing that is mistaken for another.</summary>
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 26, Group = 5;

    /// <summary>130 random bits, as people copy them: 26 signs in groups.</summary>
    public static string NewCode() => Grouped(RandomNumberGenerator.GetString(Signs, Length));

    /// <summary>The code that someone wrote, however he grouped it; nothing when it is none.</summary>
    public static string? CodeIn(string? said)
    {
        var kept = string.Concat((said ?? "").ToUpperInvariant().Where(c => c is not ('-' or ' '))).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return kept.Length is Length && kept.All(Signs.Contains) ? Grouped(kept) : null;
    }

    private static string Grouped(string signs) => string.Join('-', Enumerable.Range(0, Length / Group).Select(n => n == (Length / Group) - 1 ? signs[(n * Group)..] : signs.Substring(n * Group, Group)));
}
