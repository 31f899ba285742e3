using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Accounts.Roles;

public enum AssignmentState { AwaitsApproval, Upcoming, Current, Expired, Ended }

/// <summary>A role that an account holds for a unit and what lies below it, from and until a day; given by one, approved by someone. It gives rights only while it holds.</summary>
public sealed class RoleAssignment : IRecord<RoleAssignment>
{
    public required Id<RoleAssignment> Id { get; init; }
    public required Id<Account> AccountId { get; init; }
    public required AccessRole Role { get; init; }

    /// <summary>Null: for the whole organisation.</summary>
    public Id<Unit>? UnitId { get; init; }

    /// <summary>For the units below it too.</summary>
    public bool Below { get; init; } = true;
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }

    /// <summary>Why he needs it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who gave it; null when it was given at the machine itself.</summary>
    public Id<Account>? GivenById { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
    public Id<Account>? ApprovedById { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public Id<Account>? EndedById { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public AssignmentState StateOn(DateOnly day) => EndedAt is not null ? AssignmentState.Ended : ApprovedAt is null ? AssignmentState.AwaitsApproval
        : From > day ? AssignmentState.Upcoming : Until < day ? AssignmentState.Expired : AssignmentState.Current;

    public bool HoldsOn(DateOnly day) => StateOn(day) is AssignmentState.Current;

    /// <summary>Nobody gives himself a role, none lasts longer than a year, and some are given for the whole of the organisation only.</summary>
    public Outcome Fits()
    {
        if (GivenById == AccountId)
            return Outcome.Refused("ToOneself");
        if (Until < From)
            return Outcome.Refused("EndsBeforeItStarts");
        if (Until > From.AddMonths(RolePolicy.MostMonths))
            return Outcome.Refused("TooLong");
        return RolePolicy.IsForAll(Role) && UnitId is not null ? Outcome.Refused("OnlyForAll") : Outcome.Done;
    }

    /// <summary>By someone else than the one it is for; where two must decide, by someone else than the one who gave it.</summary>
    public Outcome Approve(Id<Account>? by, DateTimeOffset at)
    {
        if (ApprovedAt is not null || EndedAt is not null)
            return Outcome.Refused("DecidedAlready");
        if (by == AccountId)
            return Outcome.Refused("ToOneself");
        if (RolePolicy.NeedsTwo(Role) && GivenById is not null && by == GivenById)
            return Outcome.Refused("NeedsAnother");
        (ApprovedById, ApprovedAt) = (by, at);
        return Outcome.Done;
    }

    public Outcome End(Id<Account>? by, DateTimeOffset at)
    {
        if (EndedAt is not null)
            return Outcome.Refused("EndedAlready");
        (EndedById, EndedAt) = (by, at);
        return Outcome.Done;
    }
}
