using Genomlys.Shared.Data;

namespace Genomlys.Shared.Reports;

/// <summary>A law or an event outside as the checks of a report know it: dates, from which follows what it was on a day.</summary>
public sealed record LawFact(string Reference, string Name)
{
    public bool IsLaw { get; init; } = true;
    public DateOnly? KnownFrom { get; init; }
    public DateOnly? ProposedInForceOn { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public DateOnly? InForceOn { get; init; }
    public DateOnly? RepealedOn { get; init; }
}

/// <summary>A proposal of the year's report as its register has it.</summary>
public sealed record ProposalFact(string Name, bool IsCarriedOver, bool HasLostOrigin, string? Owner);

/// <summary>A proposal of the report before: whether it was taken up again, or settled by a decision.</summary>
public sealed record EarlierFact(string Name, bool IsTakenUp, bool IsSettled);

/// <summary>An activity of the plan that the report proposes.</summary>
public sealed record PlanFact(int Year, string Activity, string? Owner);

/// <summary>Something the law demands within hours: when it began, when it was due and when it was done. An instant at midnight in Sweden is a day whose clock time nobody has said.</summary>
public sealed record DutyFact(string Subject, DateTimeOffset Started, DateTimeOffset Due, DateTimeOffset? Met);

/// <summary>What modules know that a report's text can be held against.</summary>
public sealed class Evidence
{
    public List<LawFact> Laws { get; } = [];
    public List<ProposalFact> Proposals { get; } = [];
    public List<EarlierFact> Earlier { get; } = [];
    public List<PlanFact> Plan { get; } = [];
}

/// <summary>A module that knows something of it; as far as whoever asks may see.</summary>
public interface IEvidence
{
    Task TellAsync(Evidence evidence, GenomlysDb db, Period period, CancellationToken stop);
}
