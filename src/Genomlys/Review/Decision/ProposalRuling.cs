using Genomlys.Shared;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Decision;

/// <summary>What is said of a proposal, by a form: nothing of it is judged yet.</summary>
public sealed record SaidOfProposal(Verdict? Verdict, string Wording, string Reason, string Owner, DateOnly? Due, decimal? Money);

/// <summary>What whoever decides means to say, or has said, of one proposal in one edition of a review. It can be changed until the review is decided.</summary>
public sealed class ProposalRuling
{
    public const int LongestText = 4000, LongestOwner = 200;
    private const decimal MostMoney = 1_000_000_000_000;

    public required Id<ProposalRuling> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required int Edition { get; init; }

    /// <summary>Which module's proposal, and its identity there.</summary>
    public required string Source { get; init; }
    public required Guid ProposalId { get; init; }

    /// <summary>Its place among the proposals, and what the report calls it.</summary>
    public required int Order { get; set; }
    public required string Called { get; set; }
    public Verdict? Verdict { get; private set; }
    public string? Wording { get; private set; }
    public string? Reason { get; private set; }
    public string? Owner { get; private set; }
    public DateOnly? Due { get; private set; }

    /// <summary>In whole kronor.</summary>
    public decimal? Money { get; private set; }

    /// <summary>Who said it last.</summary>
    public Guid? ById { get; private set; }
    public DateTimeOffset? At { get; private set; }

    /// <summary>Nothing is said of it yet; or what was said in the edition before.</summary>
    public static ProposalRuling Of(ManagementReview review, string source, DecisionPoint point, ProposalRuling? before) => new()
    {
        Id = Id<ProposalRuling>.New(), ReviewId = review.Id, Edition = review.Edition, Source = source, ProposalId = point.Id, Order = 0, Called = point.Called,
        Verdict = before?.Verdict, Wording = before?.Wording, Reason = before?.Reason, Owner = before?.Owner ?? point.Owner, Due = before?.Due, Money = before?.Money, ById = before?.ById, At = before?.At,
    };

    public Outcome Say(SaidOfProposal said, Guid? by, DateTimeOffset at)
    {
        if (said.Wording.Length > LongestText || said.Reason.Length > LongestText || said.Owner.Length > LongestOwner)
            return Outcome.Refused("TooLong");
        if (said.Money is < 0 or > MostMoney)
            return Outcome.Refused("MoneyRange");
        (Verdict, Wording, Reason, Owner, Due, Money, ById, At) = (said.Verdict, Kept(said.Wording), Kept(said.Reason), Kept(said.Owner), said.Due, said.Money, by, at);
        return Outcome.Done;
    }

    /// <summary>Why a review cannot be decided on it yet; null when it can.</summary>
    public string? Lacks() => this switch
    {
        { Verdict: null } => "Lacks.Verdict",
        { Verdict: Shared.Reports.Verdict.Changed, Wording: null } => "Lacks.Wording",
        { Verdict: Shared.Reports.Verdict.Rejected, Reason: null } => "Lacks.Reason",
        { Verdict: not Shared.Reports.Verdict.Rejected, Owner: null } => "Lacks.Owner",
        { Verdict: not Shared.Reports.Verdict.Rejected, Due: null } => "Lacks.Due",
        _ => null,
    };

    /// <summary>As the module takes it into its register.</summary>
    public Ruling RuledOn(DateOnly day) => new(Verdict ?? throw new InvalidOperationException("Nothing has been said of it."), day) { Words = Wording, Reason = Reason, Owner = Owner, Due = Due, Money = Money };

    private static string? Kept(string text) => text.Trim() is { Length: > 0 } said ? said : null;
}
