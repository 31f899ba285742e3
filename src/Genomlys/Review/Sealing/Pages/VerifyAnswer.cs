namespace Genomlys.Review.Sealing.Pages;

/// <summary>How far a question has come.</summary>
public enum VerifyStage { Ask, Answered, TooMany }

/// <summary>What the page of verification answers: the decision that was found, and what the check of the file said, where one was sent.</summary>
public sealed record VerifyAnswer(VerifyStage Stage)
{
    public SealRecord? Found { get; init; }
    public SealReport? Report { get; init; }
    public string Problem { get; init; } = "";
}
