using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Genomlys.Tests.Attachments;

/// <summary>Answers as clamd does, on this machine alone; what it says of a content is the test's to choose. Until it is started there is nobody at its address.</summary>
internal sealed class FakeScanner : IAsyncDisposable
{
    private readonly CancellationTokenSource over = new();
    private TcpListener? listener;
    private Task answering = Task.CompletedTask;

    public FakeScanner()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = $"{free.LocalEndpoint}";
        free.Stop();
    }

    public string Address { get; }
    public Func<byte[], string> Says { get; set; } = _ => "stream: OK";

    /// <summary>What it has been sent.</summary>
    public List<byte[]> Heard { get; } = [];

    public void Start()
    {
        listener = new TcpListener(IPEndPoint.Parse(Address));
        listener.Start();
        answering = AnswerAsync();
    }

    private async Task AnswerAsync()
    {
        while (!over.IsCancellationRequested)
            try
            {
                using var caller = await listener!.AcceptTcpClientAsync(over.Token);
                await using var line = caller.GetStream();
                var content = await HearAsync(line);
                lock (Heard)
                    Heard.Add(content);
                await line.WriteAsync(Encoding.ASCII.GetBytes(Says(content) + "\0"), over.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // whoever asked has gone, or the test is over
            }
    }

    private async Task<byte[]> HearAsync(NetworkStream line)
    {
        var command = new byte[10];
        await line.ReadExactlyAsync(command, over.Token);
        Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
        using var content = new MemoryStream();
        var length = new byte[4];
        for (int size; ;)
        {
            await line.ReadExactlyAsync(length, over.Token);
            if ((size = BinaryPrimitives.ReadInt32BigEndian(length)) is 0)
                return content.ToArray();
            var piece = new byte[size];
            await line.ReadExactlyAsync(piece, over.Token);
            content.Write(piece);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener?.Stop();
        await answering;
        over.Dispose();
    }
}
