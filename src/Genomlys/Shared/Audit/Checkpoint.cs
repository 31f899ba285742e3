using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Shared.Audit;

/// <summary>A signed root as it is kept elsewhere: with the public key, and the log it is of.</summary>
internal sealed record Checkpoint(string Log, long Size, string Root, string At, string Signature, string PublicKey)
{
    /// <summary>What is signed, line by line.</summary>
    [JsonIgnore]
    public string Text => $"genomlys-log\n{Log}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root}\n{At}\n";

    public static Checkpoint Of(AuditCheckpoint kept, AuditKey key) => Unsigned(kept.Size, kept.Root, kept.At, key) with { Signature = Convert.ToBase64String(kept.Signature) };

    public static Checkpoint Unsigned(long size, byte[] root, DateTimeOffset at, AuditKey key) =>
        new(key.Log, size, Convert.ToHexStringLower(root), at.Hashed, "", key.PublicKey);

    /// <summary>Signed by the key it names, which is the key of the log it names.</summary>
    [JsonIgnore]
    public bool IsSound => AuditKey.LogOf(PublicKey) == Log && AuditKey.IsSignedBy(PublicKey, Text, Signature);

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web) + "\n";

    /// <summary>Null when it is none.</summary>
    public static Checkpoint? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(text, JsonSerializerOptions.Web) is { Log: not null, Root: not null, At: not null, Signature: not null, PublicKey: not null, Size: >= 0 } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
