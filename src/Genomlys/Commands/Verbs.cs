namespace Genomlys.Commands;

/// <summary>Marks the folder of the command line's texts.</summary>
internal sealed class Verbs;
