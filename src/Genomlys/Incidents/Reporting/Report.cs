namespace Genomlys.Incidents.Reporting;

/// <summary>What a person says of something that has happened, as it was written.</summary>
public sealed record Report(string Summary, string OccurredAt, string Unit, string PersonalData)
{
    /// <summary>Those who need not say where have one place to choose.</summary>
    public static Report Empty { get; } = new("", "", "", "");
}
