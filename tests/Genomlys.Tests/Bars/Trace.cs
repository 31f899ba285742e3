using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Genomlys.Tests.Bars;

/// <summary>What a program did to its files, and what it acknowledged.</summary>
internal abstract record Act
{
    public sealed record Make(string File) : Act;
    public sealed record Link(string From, string To) : Act;
    public sealed record Remove(string File) : Act;
    public sealed record Write(string File, long At, byte[] Bytes) : Act;
    public sealed record Cut(string File, long Size) : Act;

    /// <summary>Of a file or a folder; holds for what had been done when it was asked for.</summary>
    public sealed record Sync(string Place, int Since) : Act;
    public sealed record Told(Guid Id, int Version) : Act;
}

/// <summary>Reads what strace has written (<c>-f -y</c>): what is done stands where its call returned, what is told where its call began.</summary>
internal sealed partial class Trace(string folder)
{
    /// <summary>The calls that change files or answer someone.</summary>
    public const string Calls = "openat,write,pwrite64,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,fsync,fdatasync,sendto,sendmsg";

    private readonly Dictionary<string, (string Text, int Since)> begun = [];
    private readonly List<Act> acts = [];

    public IReadOnlyList<Act> Read(string path)
    {
        foreach (var line in File.ReadLines(path, Encoding.Latin1))
        {
            var (thread, text) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[line.IndexOf(' ', StringComparison.Ordinal)..].TrimStart());
            if (text.StartsWith("send", StringComparison.Ordinal) && Saved.Match(text) is { Success: true } saved)
                acts.Add(new Act.Told(Guid.Parse(saved.Groups["id"].Value), int.Parse(saved.Groups["version"].Value, CultureInfo.InvariantCulture)));
            else if (text.EndsWith(Unfinished, StringComparison.Ordinal))
                begun[thread] = (text[..^Unfinished.Length], acts.Count);
            else if (!text.StartsWith("<... ", StringComparison.Ordinal))
                Take(text, acts.Count);
            else if (begun.Remove(thread, out var first))
                Take(first.Text + text[(text.IndexOf(Resumed, StringComparison.Ordinal) + Resumed.Length)..], first.Since);
        }
        return acts;
    }

    private const string Unfinished = " <unfinished ...>", Resumed = " resumed>";
    private const int LongestEnd = 400;

    private void Take(string text, int since)
    {
        if (!Succeeded.IsMatch(text[^Math.Min(text.Length, LongestEnd)..]))
            return;
        var name = text[..text.IndexOf('(', StringComparison.Ordinal)];
        var place = Opened.Match(text) is { Success: true } opened ? opened.Groups["path"].Value : "";
        var named = name is "write" or "pwrite64" ? [] : Quoted.Matches(text).Select(m => m.Groups["path"].Value).ToList();
        switch (name)
        {
            case "openat" when text.Contains("O_CREAT", StringComparison.Ordinal) && IsOurs(named[0]):
                acts.Add(new Act.Make(named[0]));
                if (text.Contains("O_TRUNC", StringComparison.Ordinal))
                    acts.Add(new Act.Cut(named[0], 0));
                break;
            case "rename" or "renameat" or "renameat2" when IsOurs(named[1]):
                acts.AddRange([new Act.Link(named[0], named[1]), new Act.Remove(named[0])]);
                break;
            case "link" or "linkat" when IsOurs(named[1]):
                acts.Add(new Act.Link(named[0], named[1]));
                break;
            case "unlink" or "unlinkat" when IsOurs(named[0]):
                acts.Add(new Act.Remove(named[0]));
                break;
            case "ftruncate" when IsOurs(place):
                acts.Add(new Act.Cut(place, Numbers(text)[0]));
                break;
            case "pwrite64" when IsOurs(place):
                acts.Add(new Act.Write(place, Numbers(text)[^1], Bytes(text)));
                break;
            case "write" when IsOurs(place):
                throw new NotSupportedException(text);   // nobody writes there without saying where
            case "fsync" or "fdatasync" when IsOurs(place):
                acts.Add(new Act.Sync(place, since));
                break;
        }
    }

    private bool IsOurs(string path) => path.StartsWith(folder, StringComparison.Ordinal);

    /// <summary>What stands after the bytes or the path.</summary>
    private static List<long> Numbers(string text) => [.. Number.Matches(text[(Math.Max(text.LastIndexOf('"'), text.IndexOf('>', StringComparison.Ordinal)) + 1)..text.LastIndexOf(')')]).Select(m => long.Parse(m.ValueSpan, CultureInfo.InvariantCulture))];

    /// <summary>As C writes them.</summary>
    private static byte[] Bytes(string text)
    {
        var (bytes, at, end) = (new List<byte>(4096), text.IndexOf('"', StringComparison.Ordinal) + 1, text.LastIndexOf('"'));
        while (at < end)
        {
            var next = text[at++];
            if (next is not '\\')
            {
                bytes.Add((byte)next);
                continue;
            }
            if (text[at] is < '0' or > '7')
            {
                bytes.Add((byte)(text[at++] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'v' => '\v', 'f' => '\f', var itself => itself }));
                continue;
            }
            var value = 0;
            for (var digits = 0; digits < 3 && text[at] is >= '0' and <= '7'; digits++)
                value = value * 8 + text[at++] - '0';
            bytes.Add((byte)value);
        }
        return [.. bytes];
    }

    [GeneratedRegex("""\\"id\\":\\"(?<id>[0-9a-f-]{36})\\",\\"version\\":(?<version>[0-9]+)\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Saved { get; }

    [GeneratedRegex(@"\G[a-z0-9]+\([0-9]+<(?<path>[^>]*)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opened { get; }

    [GeneratedRegex(@"\)\s+= [0-9]+(<[^>]*>)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Succeeded { get; }

    [GeneratedRegex("\"(?<path>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number { get; }
}
