using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Incidents;

/// <summary>An extract of IA, where all kinds of events are; only those of information security and personal data are meant.</summary>
public sealed class IaImport : Importer
{
    private static readonly Words words = Words.Of<IaImport>();

    public IaImport() : base("ia", "incidents", words.Names("Importer.ia.Headers"))
    {
        NamedColumns();
        Constant("channel", nameof(Channel.Ia));
        Only(words.Names("Importer.ia.Only")[0], [.. words.Names("Importer.ia.Only").Skip(1)]);
    }
}
