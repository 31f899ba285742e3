namespace Genomlys.Shared.Access;

/// <summary>
/// A record with a secrecy class of its own, and with a secrecy mark where one has been set: the provision, the day and the authority that set it
/// (OSL 5 kap. 5 §). A mark is a warning; what is secret is tried each time something is asked for.
/// </summary>
public abstract class Guarded
{
    public Secrecy Secrecy { get; set; } = Secrecy.Internal;
    public Id<SecrecyGround>? SecrecyGroundId { get; set; }
    public DateOnly? MarkedOn { get; set; }
    public string? MarkedBy { get; set; }

    /// <summary>What the mark must say beside its provision, where it is not said; without a provision there is no mark.</summary>
    internal void CompleteMark(DateOnly today, Func<string?> authority)
    {
        if (SecrecyGroundId is null)
            (MarkedOn, MarkedBy) = (null, null);
        else
            (MarkedOn, MarkedBy) = (MarkedOn ?? today, string.IsNullOrWhiteSpace(MarkedBy) ? authority() : MarkedBy);
    }
}
