namespace Genomlys.Shared.Ui;

/// <summary>A step of the way to a page; the page itself has no address.</summary>
public sealed record Crumb(string Text, string Href = "");
