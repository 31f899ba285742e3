using Genomlys.Improvements;
using Genomlys.Shared;

namespace Genomlys.Tests.Improvements;

public sealed class LineageTests
{
    [Fact]
    public void A_proposal_remains_since_the_year_it_came_up_first()
    {
        var first = Proposed(2023);
        var second = Proposed(2024, first);
        var third = Proposed(2025, second);
        Lineage.Settle([third, first, second]);
        Assert.Equal([2023, 2023, 2023], [first.FirstProposed, second.FirstProposed, third.FirstProposed]);
        Assert.Equal([2024, 2025, null], [first.ContinuedIn, second.ContinuedIn, third.ContinuedIn]);
    }

    [Fact]
    public void A_proposal_without_origin_is_new()
    {
        var proposal = Proposed(2025);
        Lineage.Settle([proposal]);
        Assert.Equal(2025, proposal.FirstProposed);
    }

    [Fact]
    public void An_origin_of_the_same_year_carries_nothing_over()
    {
        var one = Proposed(2025);
        var other = Proposed(2025, one);
        Lineage.Settle([one, other]);
        Assert.Equal(2025, other.FirstProposed);
        Assert.Null(one.ContinuedIn);
    }

    [Fact]
    public void A_proposal_cannot_continue_itself()
    {
        var proposal = Proposed(2025);
        Assert.Equal("OriginIsItself", proposal.Continue(proposal.Id).Problem);
    }

    [Fact]
    public void A_day_of_decision_makes_a_proposal_decided()
    {
        var proposal = Proposed(2024);
        proposal.Decide(new DateOnly(2024, 12, 12));
        Assert.Equal(ProposalState.Decided, proposal.State);
    }

    [Fact]
    public void A_day_of_decision_does_not_undo_what_was_done()
    {
        var proposal = Proposed(2024);
        proposal.State = ProposalState.Done;
        proposal.Decide(new DateOnly(2024, 12, 12));
        Assert.Equal(ProposalState.Done, proposal.State);
    }

    private static ImprovementProposal Proposed(int year, ImprovementProposal? origin = null)
    {
        var proposal = new ImprovementProposal { Id = Id<ImprovementProposal>.New(), Year = year, Rank = 1, Name = "Rutin" };
        proposal.Continue(origin?.Id);
        return proposal;
    }
}
