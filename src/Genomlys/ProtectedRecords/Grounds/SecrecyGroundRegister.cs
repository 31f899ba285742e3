using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.ProtectedRecords.Grounds;

/// <summary>The provisions a secrecy mark may rest on, as the authority uses them.</summary>
public sealed class SecrecyGroundRegister : Register<SecrecyGround>
{
    public SecrecyGroundRegister() : base("secrecy-grounds", Area.Reference, Words.Of<SecrecyGroundRegister>())
    {
        var provision = Field(g => g.Provision).Identifies().Searchable();
        var subject = Field(g => g.Subject).Searchable();
        Field(g => g.HarmTest).Facet();
        Field(g => g.MostYears);
        Field(g => g.ValidFrom).Detail();
        Field(g => g.ValidUntil).Detail();
        var source = Field(g => g.Source).Detail();
        var certainty = Field(g => g.Certainty).Facet();

        Titled(provision);
        Ordered(provision);
        Born(said => new SecrecyGround
        {
            Id = Id<SecrecyGround>.New(),
            Provision = said.Get(provision),
            Subject = said.Get(subject),
            Source = said.Get(source),
            Certainty = said.Get(certainty),
        });
    }
}
