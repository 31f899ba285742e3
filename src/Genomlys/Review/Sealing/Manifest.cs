using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Genomlys.Review.Sealing;

/// <summary>A file of the package: its length in bytes and its SHA-256, in small hexadecimal.</summary>
public sealed record ManifestFile(string Name, long Length, string Sha256)
{
    public static ManifestFile Of(string name, byte[] content) => new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}

/// <summary>Whose seal it is: the certificate's subject and its SHA-256.</summary>
public sealed record ManifestSeal(string Subject, string Thumbprint)
{
    public static ManifestSeal Of(X509Certificate2 certificate) => new(certificate.Subject, Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
}

/// <summary>What a package holds and of which decision it is; of a management review where no kind is said. One manifest has one spelling: what is read must be what would be written.</summary>
public sealed record Manifest(SealSubject Review, ManifestSeal? Seal, bool IsTimestamped, IReadOnlyList<ManifestFile> Files)
{
    private const string Format = "genomlys-review-1";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A line for each fact and each file, so that it can be read by eye and by simple tools.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "format": {{Said(Format)}},
          {{(Review.Kind is ReviewKind.ManagementReview ? "" : $"\"kind\": {Said($"{Review.Kind}")},\n  ")}}"organisation": {{Said(Review.Organisation)}},
          "year": {{Review.Year}},
          "version": {{Review.Version}},
          "template": {{Said(Review.Template)}},
          "reference": {{Said(Review.Reference)}},
          "decided": {{Said(Review.Decided.ToString("O", CultureInfo.InvariantCulture))}},
          "code": {{Said(Review.Code)}},
          "seal": {{(Seal is null ? "null" : $$"""{"subject": {{Said(Seal.Subject)}}, "sha256": {{Said(Seal.Thumbprint)}}}""")}},
          "timestamped": {{(IsTimestamped ? "true" : "false")}},
          "files": [
            {{string.Join(",\n    ", Files.Select(f => string.Create(CultureInfo.InvariantCulture, $$"""{"name": {{Said(f.Name)}}, "length": {{f.Length}}, "sha256": {{Said(f.Sha256)}}}""")))}}
          ]
        }

        """).Replace("\r\n", "\n", StringComparison.Ordinal));

    public static Manifest? Read(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, new() { MaxDepth = 8 });
            var root = json.RootElement;
            var review = new SealSubject(root.TryGetProperty("kind", out var kind) ? Enum.Parse<ReviewKind>(kind.GetString()!) : ReviewKind.ManagementReview, root.GetProperty("year").GetInt32(), root.GetProperty("version").GetInt32(), Text(root, "template")!, Text(root, "organisation")!, Text(root, "reference"),
                DateOnly.ParseExact(Text(root, "decided")!, "O", CultureInfo.InvariantCulture), Text(root, "code")!);
            var seal = root.GetProperty("seal") is { ValueKind: JsonValueKind.Object } said ? new ManifestSeal(Text(said, "subject")!, Text(said, "sha256")!) : null;
            var read = new Manifest(review, seal, root.GetProperty("timestamped").GetBoolean(),
                [.. root.GetProperty("files").EnumerateArray().Select(f => new ManifestFile(Text(f, "name")!, f.GetProperty("length").GetInt64(), Text(f, "sha256")!))]);
            return Enum.IsDefined(review.Kind) && read.ToBytes().AsSpan().SequenceEqual(bytes) ? read : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement within, string name) => within.GetProperty(name).GetString();

    private static string Said(string? text) => JsonSerializer.Serialize(text, Plain);
}
