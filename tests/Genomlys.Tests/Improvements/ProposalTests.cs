using Genomlys.Improvements;
using Genomlys.Shared;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;

namespace Genomlys.Tests.Improvements;

public sealed class ProposalTests
{
    private static readonly DateOnly Day = new(2025, 12, 12);

    [Fact]
    public void A_proposal_cannot_continue_itself()
    {
        var proposal = Proposed();
        Assert.Equal("FollowsItself", proposal.Continue(proposal.Id).Problem);
    }

    [Fact]
    public void A_day_of_decision_makes_a_proposal_approved()
    {
        var proposal = Proposed();
        proposal.Decide(Day);
        Assert.Equal(Verdict.Approved, proposal.Verdict);
    }

    [Fact]
    public void A_rejection_without_a_reason_is_refused()
    {
        var proposal = Proposed();
        Assert.Equal("RejectedWithoutReason", proposal.Decide(new Ruling(Verdict.Rejected, Day) { Reason = " " }).Problem);
        Assert.Null(proposal.Verdict);
    }

    [Fact]
    public void A_change_without_words_is_refused() => Assert.Equal("ChangedWithoutWords", Proposed().Decide(new Ruling(Verdict.Changed, Day)).Problem);

    [Fact]
    public void A_changed_proposal_keeps_the_words_it_was_proposed_in()
    {
        var proposal = Proposed();
        proposal.Decide(new Ruling(Verdict.Changed, Day) { Words = "Rutin och mall" });
        Assert.Equal(("Rutin", "Rutin och mall"), (proposal.Name, proposal.Decided));
    }

    [Fact]
    public void A_rejected_proposal_is_dropped()
    {
        var proposal = Proposed();
        proposal.Decide(new Ruling(Verdict.Rejected, Day) { Reason = "Ryms inte i budgeten" });
        Assert.Equal(Standing.Dropped, proposal.Standing);
    }

    [Fact]
    public void A_later_decision_takes_the_place_of_an_earlier()
    {
        var proposal = Proposed();
        proposal.Decide(new Ruling(Verdict.Rejected, Day) { Reason = "Ryms inte i budgeten" });
        proposal.Decide(new Ruling(Verdict.Approved, Day.AddDays(7)));
        Assert.Equal((Standing.New, Verdict.Approved, null), (proposal.Standing, proposal.Verdict, proposal.DroppedBecause));
    }

    private static ImprovementProposal Proposed()
    {
        var proposal = new ImprovementProposal { Id = Id<ImprovementProposal>.New(), Year = 2025, Rank = 1, Name = "Rutin" };
        proposal.Settle(2025, null, null);
        return proposal;
    }
}
