namespace Genomlys.Shared.Registers;

/// <summary>A value that a field had: for people, and as a form takes it.</summary>
public sealed record PastValue(string Property, string Json, Field Field, string Shown, string Written);
