using System.Security.Cryptography;
using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Paper;

/// <summary>What the authority's paper consists of: the styles of its Word template, and its logo.</summary>
public enum PaperKind { Styles, Logo }

/// <summary>
/// A part of the authority's paper, as somebody sent it. Of a kind the newest that is not archived is in use; what is replaced or taken away is archived, and can be put back.
/// The paper is no part of a freeze: like the texts it can be mended until the review is decided, and what is decided is kept as files.
/// </summary>
public sealed class PaperPart : IRecord<PaperPart>
{
    public const int LongestName = 260, LongestAlt = 300;

    public required Id<PaperPart> Id { get; init; }
    public required PaperKind Kind { get; init; }

    /// <summary>The name of the file.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of what is kept, in hexadecimal.</summary>
    public required string Hash { get; init; }
    public required int Size { get; init; }

    /// <summary>What the logo says to those who do not see it; nothing for styles.</summary>
    public string Alt { get; init; } = "";
    public required DateTimeOffset At { get; init; }

    /// <summary>Who sent it.</summary>
    public required string By { get; init; }

    public static PaperPart Of(PaperKind kind, string name, byte[] content, string alt, string by, DateTimeOffset at) => new()
    {
        Id = Id<PaperPart>.New(), Kind = kind, Name = name.Length > LongestName ? name[^LongestName..] : name, Hash = Convert.ToHexStringLower(SHA256.HashData(content)), Size = content.Length, Alt = alt, At = at, By = by,
    };
}

/// <summary>The bytes of a part, kept apart so that lists need not carry them.</summary>
[NotAudited("belongs to a paper that is told")]
public sealed class PaperBytes : IUnchanging
{
    public required Id<PaperBytes> Id { get; init; }
    public required Id<PaperPart> PartId { get; init; }
    public required byte[] Content { get; init; }
}
