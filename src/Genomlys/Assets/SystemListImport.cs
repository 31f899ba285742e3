using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Assets;

/// <summary>The authority's own list of its systems.</summary>
public sealed class SystemListImport : Importer
{
    public SystemListImport() : base("system-list", "systems", Words.Of<SystemListImport>().Headers("system-list")) => NamedColumns();
}
