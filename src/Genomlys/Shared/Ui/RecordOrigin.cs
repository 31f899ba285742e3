namespace Genomlys.Shared.Ui;

/// <summary>The file a record came from, and the line in it.</summary>
public sealed record RecordOrigin(string File, int? Line, DateTimeOffset At, string? Href = null);
