using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Incidents.Complaints;

public enum ComplaintStatus { Ongoing, Answered }

/// <summary>A complaint someone has made to the authority; those about personal data are counted in the review.</summary>
public sealed class Complaint : Guarded, IRecord<Complaint>
{
    public required Id<Complaint> Id { get; init; }
    public required string Reference { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required Id<Unit> UnitId { get; set; }
    public required string Subject { get; set; }
    public ComplaintStatus? Status { get; set; }

    /// <summary>Whether it is about how personal data are handled; a person may know better than the subject.</summary>
    public bool? PersonalData { get; set; }
}
