using System.Security.Cryptography;
using Genomlys.Shared;
using Microsoft.AspNetCore.Identity;

namespace Genomlys.Accounts.Sessions;

/// <summary>Passwords: how they are kept and compared. To compare one costs a good part of a second on purpose, so no more are compared at once than the machine bears.</summary>
public sealed class Passwords(IPasswordHasher<Account> hasher) : IDisposable
{
    public const int Iterations = 210_000;
    private const int OneTimeWords = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";   // none that look alike

    private readonly SemaphoreSlim atOnce = new(2 * Environment.ProcessorCount);
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, NewOneTime()));

    public void Dispose() => atOnce.Dispose();

    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>Whether it is the account's; takes as long when there is no such account. Null when too many are waiting already.</summary>
    public async Task<bool?> IsAsync(Account? account, string password, CancellationToken stop)
    {
        if (!await atOnce.WaitAsync(Patience, stop))
            return null;
        try
        {
            var isRight = hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobodys.Value, password) is not PasswordVerificationResult.Failed;
            return isRight && account?.PasswordHash is not null;
        }
        finally
        {
            atOnce.Release();
        }
    }

    /// <summary>One that is read aloud or copied once: <c>k7xw-mm3p-…</c>, a hundred random bits.</summary>
    public static string NewOneTime() => string.Join('-', Enumerable.Range(0, OneTimeWords).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    /// <summary>Long is what counts (NIST SP 800-63B): no rules about signs, but neither the name nor one sign over and over.</summary>
    public static Outcome Fits(string password, Account account)
    {
        if (password.Length < SignInRules.FewestCharacters)
            return Outcome.Refused("PasswordShort");
        if (password.Length > SignInRules.MostCharacters)
            return Outcome.Refused("PasswordLong");
        return password.Distinct().Count() < 5 || password.Contains(account.SignInName, StringComparison.OrdinalIgnoreCase) ? Outcome.Refused("PasswordEasy") : Outcome.Done;
    }
}
