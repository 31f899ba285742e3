using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared;
using Genomlys.Shared.Findings;

namespace Genomlys.Review.Checks;

/// <summary>What a check has found: where it stands, what is wrong, why that is known, and what to do. The excerpt is the review's own words; a line number only where a printed text was read.</summary>
public sealed record Problem(string CheckKey, Severity Severity, string PlaceKey, string PlaceTitle, string What, string Remedy, string Excerpt, int? Line = null)
{
    /// <summary>The same problem at the same words is the same, however its sentence is worded and in whatever language: an override holds as long as this does.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{CheckKey}\n{PlaceKey}\n{Words.Fold(Excerpt)}")))[..32];

    public bool IsError => Severity is Severity.Error;
}
