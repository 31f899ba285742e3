using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Organisation;

/// <summary>The tree of the organisation, each unit with the code of the one above it.</summary>
public sealed class OrganisationImport : Importer
{
    private static readonly Words words = Words.Of<OrganisationImport>();

    public OrganisationImport() : base("organisation", "units", words.Names("Importer.organisation.Headers"))
    {
        NamedColumns();
    }
}
