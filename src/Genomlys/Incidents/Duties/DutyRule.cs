using Genomlys.Shared;

namespace Genomlys.Incidents.Duties;

/// <summary>What a law demands after an incident, as data with dates: how long, whom to tell, where it stands.</summary>
public sealed class DutyRule : IRecord<DutyRule>
{
    /// <summary>GDPR art. 33: tell the authority of a personal data breach.</summary>
    public const string PersonalDataBreach = "gdpr-33";

    public required Id<DutyRule> Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required int Hours { get; set; }
    public required string Receiver { get; set; }
    public required string LegalBasis { get; set; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; set; }
    public string? Remark { get; set; }

    /// <summary>Hours of the clock, nights and weekends too.</summary>
    public TimeSpan Limit => TimeSpan.FromHours(Hours);

    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidUntil is null || day <= ValidUntil);
}
