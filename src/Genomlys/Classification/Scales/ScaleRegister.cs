using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Classification.Scales;

public sealed class ScaleRegister : Register<ScaleLevel>
{
    public ScaleRegister() : base("scales", Area.Reference, Words.Of<ScaleRegister>())
    {
        var scale = Field(l => l.Scale).Identifies().Facet();
        var ordinal = Field(l => l.Ordinal).Identifies();
        var label = Field(l => l.Label).Searchable();
        LongText(l => l.Meaning!);
        Field(l => l.HasRequirements);
        Field(l => l.ValidFrom).Detail();
        Field(l => l.ValidTo).Detail();
        Field(l => l.Certainty).Facet();
        LongText(l => l.Note!).Detail();

        Titled(label);
        Ordered(ordinal);
        Born(said => new ScaleLevel { Id = Id<ScaleLevel>.New(), Scale = said.Get(scale), Ordinal = said.Get(ordinal), Label = said.Get(label) });

        Finding("uncertain", Severity.Note).Where(l => l.Certainty, Certainty.SingleSource, Certainty.Unverified);
    }
}
