using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.ProtectedRecords.BreakGlass;

/// <summary>What has been broken open, for those who approve and review it; asked and decided by verbs of their own, never as fields. Who did it stands on its page: whoever reads this does not read accounts.</summary>
public sealed class BreakGlassRegister : Register<BreakGlassRequest>
{
    public BreakGlassRegister() : base("break-glass", Area.ProtectedRecords, Words.Of<BreakGlassRegister>())
    {
        var reference = Computed("reference", r => r.Reference);
        Computed("register", r => r.Register).Detail();
        var asked = Computed("asked", r => r.AskedAt);
        var decision = Computed("decision", r => r.DecidedAt == null ? BreakGlassDecision.None : r.Until == null ? BreakGlassDecision.Denied : BreakGlassDecision.Approved).Facet();
        Computed("decided", r => r.DecidedAt).Detail();
        Computed("until", r => r.Until);
        var reviewed = Computed("isReviewed", r => r.ReviewedAt != null).Facet();
        Computed("legalGround", r => r.LegalGround).Detail();
        Computed("caseNumber", r => r.CaseNumber).Detail();

        Titled(reference);
        Ordered(asked, descending: true);

        Total = Figure("total").During(r => r.AskedAt).Split(decision);
        Finding("asked", Severity.Warning).Where(decision, BreakGlassDecision.None);
        Finding("unreviewed", Severity.Error).Where(decision, BreakGlassDecision.Approved).Where(reviewed, false);
    }

    public Shared.Figures.Figure Total { get; }

    public override string? NewHref(Viewer viewer) => viewer.May(Need.Write, Area) ? "/break-glass/new" : null;
}

public enum BreakGlassDecision { None, Approved, Denied }
