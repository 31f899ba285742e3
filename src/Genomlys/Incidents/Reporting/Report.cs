namespace Genomlys.Incidents.Reporting;

/// <summary>What a person says of something that has happened, as it was written; without a unit where there is but one to report for.</summary>
public sealed record Report(string Summary, string OccurredAt, string Unit, string PersonalData)
{
    public static Report Empty { get; } = new("", "", "", "");
}
