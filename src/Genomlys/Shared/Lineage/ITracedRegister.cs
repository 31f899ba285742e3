using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Shared.Lineage;

/// <summary>A register whose records are followed over the years.</summary>
public interface ITracedRegister
{
    /// <summary>Pairs of a year and those before it that nobody has judged, and those that have been found to be two things.</summary>
    Task<Matches> MatchesAsync(GenomlysDb db, int year, CancellationToken stop);

    /// <summary>Keeps what a person has found of two records; nothing any more, when no kind is given. Null when either is not there to be seen.</summary>
    Task<Outcome?> JudgeAsync(GenomlysDb db, Guid id, Guid earlierId, Kinship? kind, DateTimeOffset now, CancellationToken stop);
}

/// <summary>A record as a matter of lineage shows it.</summary>
public sealed record Told(Guid Id, int Year, string Called, string Text, Standing Standing, string Href);

/// <summary>Two of them, how alike they are in percent, and how the later words it.</summary>
public sealed record Pair(Told Later, Told Earlier, int Percent);

/// <summary>What is suggested for a year, what has been found to be two things, and the years there are.</summary>
public sealed record Matches(Register Register, int Year, IReadOnlyList<int> Years, IReadOnlyList<Pair> Suggested, IReadOnlyList<Pair> Unrelated);

/// <summary>One year of a thing that is followed.</summary>
public sealed record LineageYear(Told Told, IReadOnlyList<Passage> Name, IReadOnlyList<Passage> Text, string Decision, (int From, int To)? Slip, int? DueYear, IReadOnlyList<LineageStep> Steps);

/// <summary>By what a year follows one before it.</summary>
public sealed record LineageStep(Told Earlier, Kinship Kind, DateTimeOffset At, string? By);
