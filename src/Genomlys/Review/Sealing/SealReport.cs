namespace Genomlys.Review.Sealing;

/// <summary>
/// Valid: whole, and sealed by someone who is trusted here. UnknownSeal: whole, and sealed by someone who is not. Unsealed: whole by its own word only, which anyone could have written.
/// Broken: something is not as it was sealed.
/// </summary>
public enum SealVerdict { Valid, Broken, UnknownSeal, Unsealed }

/// <summary>Missing: no timestamp was to be had. Unknown: there is one, of a service that is not trusted here.</summary>
public enum TimestampState { Missing, Unknown, Trusted }

/// <summary>What is wrong, as a text key, and with which file.</summary>
public sealed record SealFinding(string Key, string File);

/// <summary>What a check found. The signer, his moment and the decision are what the file says, and worth what the verdict is.</summary>
public sealed record SealReport(SealVerdict Verdict, IReadOnlyList<SealFinding> Findings)
{
    public SealSubject? Review { get; init; }
    public string? Signer { get; init; }
    public Standing? Standing { get; init; }
    public DateTimeOffset? SealedAt { get; init; }
    public TimestampState Timestamp { get; init; }
    public DateTimeOffset? TimestampedAt { get; init; }

    public static SealReport Broken(string key, string file = "") => new(SealVerdict.Broken, [new(key, file)]);
}
