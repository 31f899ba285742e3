using Genomlys.Shared;

namespace Genomlys.Incidents;

/// <summary>A person has looked at two reports and found that they are not of one event; they are not suggested again until that is undone.</summary>
public sealed class NotTheSame
{
    public required Id<NotTheSame> Id { get; init; }
    public required Id<Incident> ReportId { get; init; }
    public required Id<Incident> FirstId { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
}
