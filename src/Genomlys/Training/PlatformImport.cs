using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Training;

/// <summary>An extract of the training platform: a row for each person and course.</summary>
public sealed class PlatformImport : Importer
{
    private static readonly Words words = Words.Of<PlatformImport>();

    public PlatformImport() : base("training-platform", "training", words.Names("Importer.training-platform.Headers"))
    {
        NamedColumns();
    }
}
