using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Horizon;

public sealed class HorizonRegister : Register<HorizonEntry>
{
    public HorizonRegister() : base("horizon", Area.Reference, Words.Of<HorizonRegister>())
    {
        var reference = Field(e => e.Reference).Identifies().Searchable();
        var name = Field(e => e.Name).Searchable();
        var kind = Field(e => e.Kind).Facet();
        Dated("status", (e, day) =>
            e.RepealedOn <= day ? HorizonStatus.Repealed
            : e.InForceOn <= day || (e.InForceOn == null && e.RepealedOn != null) ? HorizonStatus.InForce
            : e.IssuedOn <= day ? HorizonStatus.Decided
            : HorizonStatus.Draft).Facet();
        Field(e => e.PresentedOn).Detail();
        Field(e => e.ProposedInForceOn).Detail();
        Field(e => e.IssuedOn);
        var inForce = Field(e => e.InForceOn);
        Field(e => e.RepealedOn).Detail();
        Field(e => e.KnownOn).Detail();
        Field(e => e.Certainty).Facet();
        Field(e => e.Source!).Detail();
        LongText(e => e.Note!).Searchable().Detail();

        Titled(name);
        Ordered(inForce, descending: true);
        Born(said => new HorizonEntry { Id = Id<HorizonEntry>.New(), Reference = said.Get(reference), Name = said.Get(name), Kind = said.Get(kind) });

        Finding("preliminary", Severity.Note).Where(e => e.Certainty, Certainty.SingleSource, Certainty.Unverified);
        Finding("withoutSource", Severity.Warning).Missing(e => e.Source!);
    }
}
