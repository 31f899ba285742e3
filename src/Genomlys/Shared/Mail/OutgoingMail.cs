using Genomlys.Shared.Audit;

namespace Genomlys.Shared.Mail;

public enum MailState { Waiting, Sent, GivenUp }

/// <summary>A mail to be sent, saved together with what it tells of. To whom and what it says are sealed, and gone once it is sent or given up.</summary>
[NotAudited("waits to be sent; what it is about is told")]
public sealed class OutgoingMail : IRecord<OutgoingMail>
{
    public const int MostTries = 8;

    /// <summary>Nothing is tried for longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long what is left of it stays, for the count.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan[] Waits = [.. new[] { 1, 2, 5, 15, 60, 240, 480 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>Also its Message-ID, the same however often it is sent.</summary>
    public required Id<OutgoingMail> Id { get; init; }
    public required string SealedTo { get; init; }
    public required string Subject { get; init; }
    public required string SealedText { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>After this it is of no use to whoever gets it.</summary>
    public required DateTimeOffset Until { get; init; }
    public required DateTimeOffset NextTryAt { get; init; }
    public int Tries { get; init; }
    public MailState State { get; init; }
    public DateTimeOffset? SettledAt { get; init; }

    public string PlaceOf(string what) => $"mail_outbox.{what} {Id}";

    /// <summary>Whether it is of no use to try at all.</summary>
    public bool IsOver(DateTimeOffset now) => Tries >= MostTries || now >= Until;

    /// <summary>When it is tried after a try that failed, or that nobody came back from.</summary>
    public DateTimeOffset After(DateTimeOffset now) => now + Waits[Math.Min(Tries, Waits.Length - 1)];
}
