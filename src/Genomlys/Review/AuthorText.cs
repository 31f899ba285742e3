using Genomlys.Shared;

namespace Genomlys.Review;

/// <summary>What an author has written at a place of a review, in Markdown; it replaces the template's standing text.</summary>
public sealed class AuthorText
{
    public required Id<AuthorText> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }

    /// <summary>The place's key in the template.</summary>
    public required string Place { get; init; }
    public string Markdown { get; private set; } = "";

    /// <summary>The author holds the place ready for decision.</summary>
    public bool IsReady { get; private set; }
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>Counts the times it was written, so that nobody writes over what he has not seen.</summary>
    public int Version { get; private set; }

    public const int MostCharacters = 100_000;

    public Outcome Write(string markdown, bool isReady, int seenVersion, DateTimeOffset at)
    {
        if (seenVersion != Version)
            return Outcome.Refused("Text.Stale");
        if (markdown.Length > MostCharacters)
            return Outcome.Refused("TooLong");
        (Markdown, IsReady, WrittenAt, Version) = (Normal(markdown), isReady, at, Version + 1);
        return Outcome.Done;
    }

    /// <summary>The form a text is kept in.</summary>
    public static string Normal(string markdown) => markdown.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
}
