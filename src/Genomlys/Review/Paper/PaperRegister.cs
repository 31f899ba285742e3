using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Review.Paper;

/// <summary>Every part of the authority's paper there has been. New ones are sent on a page of their own.</summary>
public sealed class PaperRegister : Register<PaperPart>
{
    public PaperRegister() : base("papers", Area.Reference, Words.Of<PaperRegister>())
    {
        var name = Computed("name", p => p.Name).Searchable();
        Computed("kind", p => p.Kind).Facet();
        var at = Computed("at", p => p.At);
        Computed("by", p => p.By);
        Computed("alt", p => p.Alt).Detail();
        Computed("size", p => p.Size).Detail();
        Computed("hash", p => p.Hash).Detail();
        Beside<PaperBytes>(b => b.PartId);
        Titled(name);
        Ordered(at, descending: true);
    }

    public override string? NewHref(Viewer viewer) => viewer.May(Need.Write, Area) ? PaperRoutes.Address : null;
}
