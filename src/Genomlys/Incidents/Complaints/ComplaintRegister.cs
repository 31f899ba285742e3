using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;

namespace Genomlys.Incidents.Complaints;

public sealed class ComplaintRegister : Register<Complaint>
{
    public ComplaintRegister() : base("complaints", Area.Incidents, Words.Of<ComplaintRegister>())
    {
        var reference = Field(c => c.Reference).Identifies().Searchable();
        var received = Field(c => c.ReceivedOn);
        var unit = Reference<Unit>(c => c.UnitId, u => u.Name, u => u.Code).Facet();
        var subject = Field(c => c.Subject).Searchable().Facet();
        Field(c => c.PersonalData).Facet();
        Field(c => c.Status).Facet();

        Classed();

        Within(c => c.UnitId);
        Titled(reference);
        Ordered(received, descending: true);
        Born(said => new Complaint
        {
            Id = Id<Complaint>.New(),
            Reference = said.Get(reference),
            ReceivedOn = said.Get(received),
            UnitId = said.Get(unit),
            Subject = said.Get(subject),
        });

        Total = Figure("total").During(c => c.ReceivedOn).Split(c => c.Subject).Unit("Complaints").From("Registry");
        PersonalData = Figure("personalData").During(c => c.ReceivedOn).Share(c => c.PersonalData, true).Unit("Complaints").From("Registry");
    }

    public Figure Total { get; }
    public Figure PersonalData { get; }

    protected override void Added(GenomlysDb db, Complaint record, DateTimeOffset now) => record.PersonalData ??= IsAboutPersonalData(record.Subject);

    /// <summary>By the subjects that mean it, which are words and no code.</summary>
    private bool IsAboutPersonalData(string subject) => Words.Names("PersonalDataSubjects").Any(n => Words.Fold(n) == Words.Fold(subject));
}
