using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>A timestamp service on this machine: openssl answers, as much as it was asked.</summary>
internal sealed class TimestampServer : IAsyncDisposable
{
    public static readonly X509Certificate2 Issuer = Sealers.Made("CN=Provtidens utfärdare", null, isIssuer: true);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-tsa-");
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task listening;
    private int asked;

    public TimestampServer()
    {
        Machine.SkipWithout("openssl");
        var own = Sealers.Made("CN=Provtiden", Issuer, use: X509KeyUsageFlags.DigitalSignature, purpose: "1.3.6.1.5.5.7.3.8");
        File.WriteAllText(In("tsa.pem"), own.ExportCertificatePem());
        File.WriteAllText(In("tsa.key"), own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(In("serial"), "01\n");
        File.WriteAllText(In("tsa.cnf"), """
            [tsa]
            serial = serial
            signer_cert = tsa.pem
            signer_key = tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            """);
        listener.Start();
        listening = ListenAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>What it does in place of answering, from the n-th question on.</summary>
    public (int From, string Says)? Fails { get; set; }

    public int Asked => asked;

    private string In(string file) => Path.Combine(folder.FullName, file);

    private async Task ListenAsync()
    {
        while (!over.IsCancellationRequested)
            try
            {
                using var client = await listener.AcceptTcpClientAsync(over.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException)
            {
                // the next one, or none
            }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)stream.ReadByte());
        var length = int.Parse(head.ToString().Split('\n').Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        var query = new byte[length];
        await stream.ReadExactlyAsync(query, over.Token);
        var n = Interlocked.Increment(ref asked);
        var said = Fails is { } fails && n >= fails.From ? Encoding.ASCII.GetBytes(fails.Says) : await StampAsync(query);
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {said.Length}\r\nConnection: close\r\n\r\n"), .. said], over.Token);
    }

    private async Task<byte[]> StampAsync(byte[] query)
    {
        await File.WriteAllBytesAsync(In("query"), query, over.Token);
        var (code, said) = await Machine.RunAsync(folder.FullName, "openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query", "-out", "answer");
        return code is 0 ? await File.ReadAllBytesAsync(In("answer"), over.Token) : Encoding.ASCII.GetBytes(said);
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await listening;
        over.Dispose();
        listener.Dispose();
        folder.Delete(recursive: true);
    }
}
