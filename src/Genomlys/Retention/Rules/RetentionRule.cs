using Genomlys.Shared;

namespace Genomlys.Retention.Rules;

/// <summary>What becomes of records in the end.</summary>
public enum RetentionOutcome { Preserve, Dispose }

/// <summary>
/// A decision on what becomes of a register's records, as data with its source: nothing is disposed of without one (arkivlagen 1990:782). Where there is no rule, all is preserved.
/// </summary>
public sealed class RetentionRule : IRecord<RetentionRule>
{
    public required Id<RetentionRule> Id { get; init; }

    /// <summary>The register, and the day of a record that the years are counted from: <see cref="CountedFrom"/>.</summary>
    public required string Counted { get; init; }
    public required RetentionOutcome Outcome { get; set; }

    /// <summary>Whole years, from 0 to 200.</summary>
    public required int Years { get; set; }

    /// <summary>Who decided, under which number: the authority's own, or the municipal archive's where its decision is needed.</summary>
    public required string Decision { get; set; }
    public required DateOnly DecidedOn { get; set; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; set; }
    public string? Remark { get; set; }

    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidUntil is null || day <= ValidUntil);

    /// <summary>The last day that is old enough.</summary>
    public DateOnly LastOn(DateOnly today) => today.AddYears(-Years);
}
