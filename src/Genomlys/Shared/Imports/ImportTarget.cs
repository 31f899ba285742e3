using Genomlys.Shared.Registers;

namespace Genomlys.Shared.Imports;

/// <summary>Where a file goes: a register, by the plan of a known source or by one's own mapping.</summary>
public sealed record ImportTarget(Register Register, Importer? Importer)
{
    public string Title => Importer is null ? Register.Title : Register.Words[Importer.TextKey];
}

/// <summary>A file that has been opened: its first rows, where it can go and how it would be mapped.</summary>
public sealed record ImportOffer(Sheet? Sample, IReadOnlyList<ImportTarget> Targets, Problem? Problem);
