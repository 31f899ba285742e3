using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Assets;

public sealed class SystemRegister : Register<BusinessSystem>
{
    public SystemRegister() : base("systems", Area.Assets, Words.Of<SystemRegister>())
    {
        var reference = Field(s => s.Reference).Identifies().Searchable();
        var name = Field(s => s.Name).Searchable();
        Field(s => s.MaintenanceObject!).Searchable().Facet();
        Reference<Unit>(s => s.UnitId, u => u.Name, u => u.Code).Facet();
        Field(s => s.Administration).Facet();
        Field(s => s.Supplier!).Searchable().Facet();
        Field(s => s.PersonalData).Facet();
        Field(s => s.SensitiveData).Facet();
        Field(s => s.OwnerRole!).Detail();
        var classified = Dated("classified", (s, day) => s.FirstClassifiedOn != null && s.FirstClassifiedOn <= day).Facet();
        Dated("classifiedLast", (s, _) => s.LastClassifiedOn).Detail();

        Within(s => s.UnitId ?? default);
        Titled(name);
        Ordered(reference);
        Born(said => new BusinessSystem { Id = Id<BusinessSystem>.New(), Reference = said.Get(reference), Name = said.Get(name) });

        Total = Figure("total").Unit("Unit.Systems");
        WithPersonalData = Figure("personalData").Unit("Unit.Systems").Share(s => s.PersonalData, true);
        WithSensitiveData = Figure("sensitiveData").Unit("Unit.Systems").Where(s => s.PersonalData, true).Share(s => s.SensitiveData, true);
        PersonalDataClassified = Figure("personalDataClassified").Unit("Unit.Systems").Where(s => s.PersonalData, true).Share(classified, true).Rule("Rule.Classified");
        ByAdministration = Figure("byAdministration").Unit("Unit.Systems").Split(s => s.Administration);
        Classified = Figure("classified").Unit("Unit.Systems").Share(classified, true).Rule("Rule.Classified");

        Finding("withoutUnit", Severity.Warning).Missing(s => s.UnitId);
        Finding("withoutSupplier", Severity.Warning).Missing(s => s.Supplier!);
        Finding("unclassifiedPersonalData", Severity.Warning).Where(s => s.PersonalData, true).Where(classified, false);
        Finding("sensitiveWithoutPersonal", Severity.Warning).Where(s => s.SensitiveData, true).Where(s => s.PersonalData, false);
    }

    public Figure Total { get; }
    public Figure WithPersonalData { get; }
    public Figure WithSensitiveData { get; }
    public Figure PersonalDataClassified { get; }
    public Figure ByAdministration { get; }
    public Figure Classified { get; }
}
