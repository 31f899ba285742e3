using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Audit;

/// <summary>
/// The key that checkpoints are signed with (ECDSA, P-256). It follows from the master key, so that a restored installation goes on with the same log.
/// Whoever has it can sign another history; only a checkpoint kept elsewhere shows that.
/// </summary>
public sealed class AuditKey(MasterKey master)
{
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");   // of P-256: SEC 2, 2.4.2

    private readonly ECParameters pair = PairOf(master);

    /// <summary>SubjectPublicKeyInfo in base64.</summary>
    public string PublicKey
    {
        get
        {
            using var key = ECDsa.Create(pair);
            return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        }
    }

    /// <summary>The name of the log: which key it is signed with.</summary>
    public string Log => LogOf(PublicKey);

    public byte[] Sign(string text)
    {
        using var key = ECDsa.Create(pair);
        return key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    internal static string LogOf(string publicKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(publicKey)))[..32];

    internal static bool IsSignedBy(string publicKey, string text, string signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (Exception unsound) when (unsound is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>A number below the order of the curve, the first that follows.</summary>
    private static ECParameters PairOf(MasterKey master)
    {
        for (var n = 1; ; n++)
            if (master.For($"log signature {n}") is var secret && secret.AsSpan().SequenceCompareTo(Order) < 0 && secret.AsSpan().ContainsAnyExcept((byte)0))
            {
                using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
                return key.ExportParameters(includePrivateParameters: true);
            }
    }
}
