using Genomlys.Shared;

namespace Genomlys.Review.Writing;

public enum RequestState { NotAsked, Asked, Seen, Ready }

/// <summary>Who is to write a place, and by when: someone with an account, or a role in words. It gives no right to write; whoever is asked has that already.</summary>
public sealed class PlaceOwner
{
    public const int LongestRole = 200;

    public required Id<PlaceOwner> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required string Place { get; init; }
    public Guid? AccountId { get; private set; }
    public string? Role { get; private set; }
    public DateOnly? Due { get; private set; }
    public Guid? AskedById { get; private set; }
    public DateTimeOffset? AskedAt { get; private set; }
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>Another owner has not been asked, and has seen nothing.</summary>
    public Outcome Assign(Guid? account, string? role, DateOnly? due)
    {
        if (role?.Length > LongestRole)
            return Outcome.Refused("TooLong");
        if (account != AccountId)
            (AskedById, AskedAt, SeenAt) = (null, null, null);
        (AccountId, Role, Due) = (account, string.IsNullOrWhiteSpace(role) ? null : role.Trim(), due);
        return Outcome.Done;
    }

    public Outcome Ask(Guid? by, DateTimeOffset at)
    {
        if (AccountId is null)
            return Outcome.Refused("Request.Nobody");
        (AskedById, AskedAt) = (by, at);
        return Outcome.Done;
    }

    public void See(Guid? who, DateTimeOffset at)
    {
        if (who is not null && who == AccountId && AskedAt is not null)
            SeenAt ??= at;
    }

    public RequestState StateWith(bool isReady) => isReady ? RequestState.Ready : SeenAt is not null ? RequestState.Seen : AskedAt is not null ? RequestState.Asked : RequestState.NotAsked;

    /// <summary>The day has passed and the place is not ready.</summary>
    public bool IsLate(DateOnly today, bool isReady) => !isReady && Due < today;
}
