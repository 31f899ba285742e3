namespace Genomlys.Accounts.Reset.Pages;

/// <summary>How far a reset has come, as its page shows it.</summary>
public enum ResetStage { Off, Ask, Asked, Choose, Over, Done }
