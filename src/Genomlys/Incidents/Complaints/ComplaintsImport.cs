using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Incidents.Complaints;

/// <summary>The register of complaints, of which all are kept.</summary>
public sealed class ComplaintsImport : Importer
{
    private static readonly Words words = Words.Of<ComplaintsImport>();

    public ComplaintsImport() : base("complaints", "complaints", words.Names("Importer.complaints.Headers"))
    {
        NamedColumns();
    }
}
