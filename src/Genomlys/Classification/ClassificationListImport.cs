using Genomlys.Classification.Scales;
using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Classification;

/// <summary>The columns of the list of systems that tell how each system was classified; a system without a kind of classification has none.</summary>
public sealed class ClassificationListImport : Importer
{
    /// <summary>The list holds bare numbers; they are read as levels of this scale.</summary>
    private const string Scale = "KLASSA";

    public ClassificationListImport() : base("classification-list", "classifications", Words.Of<ClassificationListImport>().Headers("classification-list"))
    {
        NamedColumns();
        Only(row => row["Klassningstyp"] is not "");
        Derive("confidentiality", row => Level(row["K"]));
        Derive("integrity", row => Level(row["R"]));
        Derive("availability", row => Level(row["T"]));
    }

    private static string? Level(string ordinal) => ordinal is "" ? null : ScaleLevel.CodeOf(Scale, ordinal);
}
