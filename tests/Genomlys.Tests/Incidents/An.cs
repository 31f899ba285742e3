using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Tests.Incidents;

/// <summary>An incident that says only what the test is about.</summary>
public static class An
{
    private static readonly Id<Unit> Somewhere = Id<Unit>.New();

    public static Incident Incident(Channel channel = Channel.OwnForm, string reference = "1", string summary = "Lost laptop", Id<Unit>? unit = null, DateTimeOffset? at = null, bool? personalData = null, string? note = null) => new()
    {
        Id = Id<Incident>.New(), Channel = channel, Reference = reference, Summary = summary, UnitId = unit ?? Somewhere,
        OccurredAt = at ?? new DateTimeOffset(2025, 7, 1, 8, 0, 0, TimeSpan.FromHours(2)), PersonalData = personalData, Note = note,
    };
}
