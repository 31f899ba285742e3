using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Incidents.Losses;

/// <summary>An extract of the service desks, where most cases are something else; only loss reports are meant.</summary>
public sealed class ServiceDeskImport : Importer
{
    private static readonly Words words = Words.Of<ServiceDeskImport>();

    public ServiceDeskImport() : base("service-desk", "losses", words.Names("Importer.service-desk.Headers"))
    {
        NamedColumns();
        Only(words.Names("Importer.service-desk.Only")[0], [.. words.Names("Importer.service-desk.Only").Skip(1)]);
    }
}
