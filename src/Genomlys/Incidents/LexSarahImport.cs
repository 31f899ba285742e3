using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Incidents;

/// <summary>The list of reports under lex Sarah. A note that names a number of IA links the two.</summary>
public sealed class LexSarahImport : Importer
{
    private static readonly Words words = Words.Of<LexSarahImport>();

    public LexSarahImport() : base("lex-sarah", "incidents", words.Names("Importer.lex-sarah.Headers"))
    {
        NamedColumns();
        Constant("channel", nameof(Channel.LexSarah));
    }
}
