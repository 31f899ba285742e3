using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace Genomlys.Tests.Shared.Mail;

/// <summary>A mail server that takes what it is given (RFC 5321, and STARTTLS by RFC 3207 with a certificate that nobody trusts), or says that it cannot.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task listening;
    private readonly ConcurrentQueue<MimeMessage> taken = [];

    public SmtpServer()
    {
        listener.Start();
        listening = ListenAsync();
    }

    /// <summary>For a program that sends its mail here.</summary>
    public (string Key, string Value)[] Settings =>
        [("Mail:Server", "127.0.0.1"), ("Mail:Port", $"{Port}"), ("Mail:Tls", "None"), ("Mail:From", "genomlys@example.org"), ("Mail:EverySeconds", "1"), ("Site:Address", "https://lis.example.org/")];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>It answers that it cannot take anything now.</summary>
    public bool IsBusy { get; set; }

    /// <summary>It takes what it is given, but is gone before it has said so.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>What was said to it, line by line; but not what the mails say.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    public IReadOnlyList<MimeMessage> Taken => [.. taken];

    public async Task<IReadOnlyList<MimeMessage>> TakenAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (taken.Count < count)
            await Task.Delay(50, limit.Token);
        return Taken;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await listening;
        over.Dispose();
        listener.Dispose();
    }

    private async Task ListenAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(over.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        try
        {
            await SayAsync(stream, "220 test");
            while (await LineAsync(stream) is { } line)
            {
                Said.Enqueue(line);
                switch (line.Split(' ')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await SayAsync(stream, "250-test\r\n250-STARTTLS\r\n250 8BITMIME");
                        break;
                    case "STARTTLS":
                        await SayAsync(stream, "220 ready");
                        var secured = new SslStream(stream);
                        using (var certificate = Untrusted())
                            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, over.Token);
                        stream = secured;
                        break;
                    case "MAIL" when IsBusy:
                        await SayAsync(stream, "451 later, not to anna@example.org");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        var text = new StringBuilder();
                        while (await LineAsync(stream) is { } said and not ".")
                            text.Append(said.StartsWith("..", StringComparison.Ordinal) ? said[1..] : said).Append("\r\n");
                        taken.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), over.Token));
                        if (IsCutOff)
                            return;
                        await SayAsync(stream, "250 taken");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return;
                    default:
                        await SayAsync(stream, "250 ok");
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            // the other side does not trust us, or has left
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), over.Token);

    private async Task<string?> LineAsync(Stream stream)
    {
        var (line, one) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(one, over.Token) is 1)
            if (one[0] is (byte)'\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            else
                line.Add(one[0]);
        return null;
    }

    private static X509Certificate2 Untrusted()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
