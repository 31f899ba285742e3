using Genomlys.Retention.Rules;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Retention;

/// <summary>Where a record stands on its way out: marked to be disposed of on a day, or held, which wins over every rule.</summary>
public enum DisposalState { Marked, Held }

/// <summary>What has been decided of one record, as long as nothing has come of it. Who did so, and when, stands in the audit log; so does, in the end, that the record is gone and by which decision.</summary>
[Shared.Audit.NotAudited("Told by whoever decides it, as something done to the record.")]
public sealed class Disposal : IOnRecord
{
    public required Id<Disposal> Id { get; init; }
    public required string Register { get; init; }
    public required Guid RecordId { get; init; }
    public required DateTimeOffset At { get; init; }
    public DisposalState State { get; private set; }

    /// <summary>The rule by which it is disposed of; nothing for what is held.</summary>
    public Id<RetentionRule>? RuleId { get; private set; }

    /// <summary>The first day on which it is disposed of.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Why it is held.</summary>
    public string? Reason { get; private set; }

    public void Mark(Id<RetentionRule> rule, DateOnly due) => (State, RuleId, DueOn, Reason) = (DisposalState.Marked, rule, due, null);

    public void Hold(string reason) => (State, RuleId, DueOn, Reason) = (DisposalState.Held, null, null, reason);
}

/// <summary>When the clock was last seen, and since when it has gone as clocks do: nothing is disposed of by one that has just jumped.</summary>
[Shared.Audit.NotAudited("The program's own clock.")]
public sealed class DisposalClock
{
    public const int Only = 1;

    public int Id { get; init; } = Only;
    public required DateTimeOffset SeenAt { get; set; }
    public required DateTimeOffset SteadySince { get; set; }
}
