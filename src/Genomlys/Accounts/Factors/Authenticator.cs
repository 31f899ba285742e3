using System.Globalization;
using OtpNet;

namespace Genomlys.Accounts.Factors;

/// <summary>Codes of an authenticator app (RFC 6238: six digits, thirty seconds, SHA-1, which is what the apps read). A code is good one step early or late.</summary>
public static class Authenticator
{
    private const int SeedBytes = 20, Digits = 6;
    private static readonly VerificationWindow OneStepEachWay = new(previous: 1, future: 1);

    public static string NewSeed() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SeedBytes));

    /// <summary>What an app reads from the picture.</summary>
    public static string Address(string seed, string account) => new OtpUri(OtpType.Totp, seed, account, "Genomlys").ToString();

    /// <summary>The step of time the code belongs to; null when it is none of these.</summary>
    public static long? StepOf(string seed, string code, DateTimeOffset now) =>
        Normal(code) is { Length: Digits } said && new Totp(Base32Encoding.ToBytes(seed)).VerifyTotp(now.UtcDateTime, said, out var step, OneStepEachWay) ? step : null;

    /// <summary>As people write codes: with spaces, or in digits of another script.</summary>
    public static string Normal(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)).Select(c => char.IsDigit(c) ? ((int)char.GetNumericValue(c)).ToString(CultureInfo.InvariantCulture) : c.ToString()));
}
