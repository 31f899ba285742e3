using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Genomlys.Shared.Attachments;

/// <summary>Asks clamd what it finds in a content (its command INSTREAM): pieces with their length before them, and one of none at the end.</summary>
public sealed class Scanner(AttachmentLimits limits)
{
    private const int MostOfAnswer = 1000, MostOfFinding = 100;

    public bool IsOn => limits.IsScanned;

    /// <summary>Null when no answer came: it is down, or does not answer as it should.</summary>
    public async Task<Verdict?> ExamineAsync(Stream content, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(limits.ScanSeconds));
        try
        {
            EndPoint at = limits.Scanner.StartsWith('/') ? new UnixDomainSocketEndPoint(limits.Scanner) : IPEndPoint.Parse(limits.Scanner);
            using var socket = new Socket(at.AddressFamily, SocketType.Stream, at is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
            await socket.ConnectAsync(at, patience.Token);
            await using var line = new NetworkStream(socket);
            var answer = AnswerAsync(line, patience.Token);   // it may say that it is too much before all is sent
            try
            {
                await SendAsync(line, content, patience.Token);
            }
            catch (IOException closed) when (closed is not Data.DamagedException)
            {
                // what it said before it closed is heard below
            }
            return Read(await answer);
        }
        catch (Exception silent) when (!stop.IsCancellationRequested && (silent is SocketException or OperationCanceledException || (silent is IOException and not Data.DamagedException)))
        {
            return null;
        }
    }

    private static async Task SendAsync(Stream line, Stream content, CancellationToken stop)
    {
        await line.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
        var buffer = new byte[1 << 16];
        var length = new byte[sizeof(int)];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, read);
            await line.WriteAsync(length, stop);
            await line.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        await line.WriteAsync(new byte[sizeof(int)], stop);
    }

    private static async Task<string> AnswerAsync(Stream line, CancellationToken stop)
    {
        var bytes = new byte[MostOfAnswer];
        var held = 0;
        for (int read; held < bytes.Length && (read = await line.ReadAsync(bytes.AsMemory(held), stop)) > 0;)
            if (bytes.AsSpan(held, read).Contains((byte)0))
                return Encoding.UTF8.GetString(bytes, 0, Array.IndexOf(bytes, (byte)0));
            else
                held += read;
        return "";   // it closed before it had said all
    }

    /// <summary><c>stream: OK</c>, <c>stream: Name FOUND</c>, or something that ends in <c>ERROR</c>.</summary>
    private static Verdict? Read(string answer)
    {
        var said = answer.StartsWith("stream: ", StringComparison.Ordinal) ? answer["stream: ".Length..] : answer;
        return said switch
        {
            "OK" => new Verdict(AttachmentState.Clean),
            _ when said.EndsWith(" FOUND", StringComparison.Ordinal) => new Verdict(AttachmentState.Infected, Short(said[..^" FOUND".Length])),
            _ when said.EndsWith("ERROR", StringComparison.Ordinal) => new Verdict(AttachmentState.Unscannable, Short(said)),
            _ => null,
        };
    }

    private static string Short(string text) => text.Length <= MostOfFinding ? text : text[..MostOfFinding];
}
