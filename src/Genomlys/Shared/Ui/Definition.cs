namespace Genomlys.Shared.Ui;

/// <summary>A word and what it says here, perhaps a way to it.</summary>
public sealed record Definition(string Label, string Text, string? Href = null);
