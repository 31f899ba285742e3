using System.Text;

namespace Genomlys.Shared.Imports;

/// <summary>
/// In which encoding a text file is written: its byte order mark, the pattern of its zero bytes, strict UTF-8, else Windows-1252.
/// What fits none, or is two of them, is refused at its line instead of being read wrong.
/// </summary>
internal sealed record TextEncoding(Encoding Encoding, int Mark)
{
    private const int Window = 4096;
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Little = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TextEncoding Of(Stream content, string file)
    {
        var start = new byte[Window];
        var length = content.ReadAtLeast(start, Window, throwOnEndOfStream: false);
        content.Position = 0;
        return start.AsSpan(0, length) switch
        {
            [0xFF, 0xFE, ..] => new(Little, 2),
            [0xFE, 0xFF, ..] => new(Big, 2),
            [0xEF, 0xBB, 0xBF, ..] => new(Scan(content, file, isUtf8: true), 3),
            var bytes when Zeros(bytes) is var (even, odd) && even + odd > 0 =>
                odd > bytes.Length / 4 && even == 0 ? new(Little, 0)
                : even > bytes.Length / 4 && odd == 0 ? new(Big, 0)
                : throw new UnreadableException(Problem.Of("NotATable", file)),
            _ => new(Scan(content, file, isUtf8: false), 0),
        };
    }

    public StreamReader Reader(Stream content)
    {
        content.Position = Mark;
        return new StreamReader(content, Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
    }

    private static (int Even, int Odd) Zeros(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = (0, 0);
        for (var n = 0; n < bytes.Length; n++)
            if (bytes[n] is 0)
                _ = n % 2 is 0 ? even++ : odd++;
        return (even, odd);
    }

    /// <summary>Goes through the whole file once. Letters that only UTF-8 writes so, and bytes that UTF-8 never has, exclude each other.</summary>
    private static Encoding Scan(Stream content, string file, bool isUtf8)
    {
        var buffer = new byte[1 << 16];
        var (line, wide, lead, first) = (1, 0, (byte)0, (byte)0);
        int? utf8At = null, otherAt = null;
        bool isOldMac = true;
        for (int read; (read = content.Read(buffer)) > 0;)
            foreach (var b in buffer.AsSpan(0, read))
            {
                if (wide > 0)
                {
                    if (b is >= 0x80 and <= 0xBF && Continues(lead, first, b))
                    {
                        first = first is 0 ? b : first;
                        if (--wide is 0 && (lead is 0xC3 || (lead is 0xE2 && first is 0x80)))
                            utf8At ??= line;
                        continue;
                    }
                    otherAt ??= line;
                    wide = 0;
                }
                switch (b)
                {
                    case (byte)'\n': line++; isOldMac = false; break;
                    case 0: throw new UnreadableException(Problem.Of("ZeroByte", file) with { Line = line });
                    case < 0x80: break;
                    case >= 0xC2 and <= 0xF4: (wide, lead, first) = (b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3, b, (byte)0); break;
                    case 0x81 or 0x8D or 0x8F or 0x90 or 0x9D: throw new UnreadableException(Problem.Of("Undecodable", file) with { Line = line });
                    default: otherAt ??= line; break;
                }
            }
        if (wide > 0)
            otherAt ??= line;
        if (otherAt is not null && (isUtf8 || utf8At is not null))
            throw new UnreadableException(Problem.Of(isUtf8 ? "Undecodable" : "MixedEncodings", file) with { Line = isOldMac ? null : Math.Max(otherAt.Value, utf8At ?? 0) });
        return otherAt is null ? Utf8 : Windows;
    }

    /// <summary>No overlong forms, no surrogates, nothing beyond Unicode.</summary>
    private static bool Continues(byte lead, byte first, byte b) => first is not 0 || lead switch
    {
        0xE0 => b >= 0xA0,
        0xED => b <= 0x9F,
        0xF0 => b >= 0x90,
        0xF4 => b <= 0x8F,
        _ => true,
    };
}
