using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Review.Templates;

/// <summary>The templates there are. What they say is changed on their own pages; here they are named and dated.</summary>
public sealed class TemplateRegister : Register<ReportTemplate>
{
    public TemplateRegister() : base("templates", Area.Reference, Words.Of<TemplateRegister>())
    {
        Computed("reference", t => t.Reference);
        var name = Field(t => t.Name).Searchable();
        var from = Field(t => t.ValidFrom);
        Computed("kind", t => t.Kind).Facet();
        Computed("isShipped", t => t.IsShipped).Facet();
        Titled(name);
        Ordered(from, descending: true);
    }

    public override IReadOnlyList<(string Text, string Href)> LeadsTo(Viewer viewer) =>
        [.. viewer.May(Need.Write, Area) ? [(Words["ReadFile"], "/templates/file")] : Array.Empty<(string, string)>(), (Words["Paper"], Paper.PaperRoutes.Address)];

    protected override Outcome Fits(GenomlysDb db, ReportTemplate record) => record.IsShipped ? Outcome.Refused("Shipped") : Outcome.Done;
}
