using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>The timestamp service, as configured: <c>Seal:Timestamp:Address</c> (RFC 3161 over HTTP). It is sent a hash, never what is sealed.</summary>
public sealed class TimestampAuthority(IConfiguration configuration)
{
    private const int MostBytes = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly HttpClient Web = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };

    private readonly Uri? address = configuration["Seal:Timestamp:Address"] is not { Length: > 0 } said ? null
        : Uri.TryCreate(said, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new SettingException(Words.Of<SealPen>().Format("Timestamp.BadAddress", said));

    public bool IsOn => address is not null;

    /// <summary>An answer over the bytes, of SHA-256, checked against what was asked.</summary>
    /// <exception cref="TimestampUnavailableException">There is no usable answer.</exception>
    public async Task<byte[]> StampAsync(ReadOnlyMemory<byte> about, CancellationToken stop)
    {
        var nonce = RandomNumberGenerator.GetBytes(8);
        nonce[0] = (byte)((nonce[0] & 0x3F) | 0x40);   // a positive number of this length
        var request = Rfc3161TimestampRequest.CreateFromData(about.Span, HashAlgorithmName.SHA256, nonce: nonce, requestSignerCertificates: true);
        try
        {
            using var content = new ByteArrayContent(request.Encode()) { Headers = { ContentType = new MediaTypeHeaderValue("application/timestamp-query") } };
            using var answer = await Web.PostAsync(address, content, stop);
            answer.EnsureSuccessStatusCode();
            var said = await answer.Content.ReadAsByteArrayAsync(stop);
            return TimestampProof.Plain(request.ProcessResponse(said, out _).AsSignedCms().Encode());
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or CryptographicException || (unanswered is TaskCanceledException && !stop.IsCancellationRequested))
        {
            throw new TimestampUnavailableException(unanswered);
        }
    }
}

/// <summary>The timestamp service does not answer, or says what cannot be used. The review is sealed all the same, and says that the timestamp is missing.</summary>
public sealed class TimestampUnavailableException(Exception why) : Exception("The timestamp service gave no usable answer.", why);
