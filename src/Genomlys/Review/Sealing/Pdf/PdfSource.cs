using System.IO.Compression;
using System.Text;

namespace Genomlys.Review.Sealing.Pdf;

/// <summary>A PDF of our own making, read as far as sealing needs: where each object lies (cross-reference tables and streams, object streams), and the newest trailer.</summary>
internal sealed class PdfSource
{
    private readonly string text;
    private readonly Dictionary<int, (int At, int? Within)> places = [];
    private readonly Dictionary<int, (string Text, Dictionary<int, int> Starts)> opened = [];

    public byte[] Bytes { get; }
    public PdfDictionary Trailer { get; }

    /// <summary>Where the newest cross-references lie.</summary>
    public int Start { get; }

    /// <summary>Whether they are a stream: then those that are added must be one too.</summary>
    public bool HasStream { get; }

    public PdfSource(byte[] bytes)
    {
        (Bytes, text) = (bytes, Encoding.Latin1.GetString(bytes));
        var said = text.LastIndexOf("startxref", StringComparison.Ordinal);
        Start = said < 0 ? throw PdfText.Unreadable() : Token(said + "startxref".Length, out _);
        HasStream = !IsTable(Start);
        var seen = new HashSet<int>();
        PdfDictionary? newest = null;
        for (int? at = Start; at is { } here && seen.Add(here);)
        {
            var trailer = ReferencesAt(here);
            newest ??= trailer;
            if (trailer["/XRefStm"] is { } beside && seen.Add(PdfText.Number(beside)))
                ReferencesAt(PdfText.Number(beside));
            at = trailer["/Prev"] is { } before ? PdfText.Number(before) : null;
        }
        Trailer = newest!;
    }

    /// <summary>The first value of an object, as it is written.</summary>
    public string Object(int? number)
    {
        if (number is not { } asked || !places.TryGetValue(asked, out var place))
            throw PdfText.Unreadable();
        if (place.Within is { } stream)
            return ValueAt(Opened(stream).Text, Opened(stream).Starts.TryGetValue(asked, out var start) ? start : throw PdfText.Unreadable());
        return ValueAt(text, Body(place.At));
    }

    private static string ValueAt(string within, int at) => within[(at = PdfText.Past(within, at))..PdfText.EndOf(within, at)];

    private bool IsTable(int at) => string.CompareOrdinal(text, at, "xref", 0, 4) is 0;

    private PdfDictionary ReferencesAt(int at) => IsTable(at) ? Table(at + 4) : StreamOfReferences(at);

    private PdfDictionary Table(int at)
    {
        while (string.CompareOrdinal(text, at = PdfText.Past(text, at), "trailer", 0, 7) is not 0)
        {
            var first = Token(at, out at);
            var count = Token(at, out at);
            for (var n = 0; n < count; n++)
            {
                var offset = Token(at, out at);
                Token(at, out at);
                at = PdfText.Past(text, at);
                if (text[at++] is 'n')
                    places.TryAdd(first + n, (offset, null));
            }
        }
        return PdfDictionary.Read(text, at + 7);
    }

    private PdfDictionary StreamOfReferences(int at)
    {
        var (says, content) = Stream(at);
        var widths = PdfText.Items(says["/W"] ?? throw PdfText.Unreadable()).Select(PdfText.Number).ToArray();
        var ranges = says["/Index"] is { } index ? PdfText.Items(index).Select(PdfText.Number).ToArray() : [0, PdfText.Number(says["/Size"])];
        var read = 0;
        for (var range = 0; range + 1 < ranges.Length; range += 2)
            for (var n = 0; n < ranges[range + 1]; n++)
            {
                var (kind, second, _) = (widths[0] is 0 ? 1 : Next(widths[0]), Next(widths[1]), Next(widths[2]));
                if (kind is 1)
                    places.TryAdd(ranges[range] + n, (second, null));
                else if (kind is 2)
                    places.TryAdd(ranges[range] + n, (0, second));
            }
        return says;

        int Next(int width)
        {
            var number = 0;
            for (var n = 0; n < width; n++)
                number = (number << 8) | content[read++];
            return number;
        }
    }

    private (string Text, Dictionary<int, int> Starts) Opened(int stream)
    {
        if (opened.TryGetValue(stream, out var known))
            return known;
        var (says, content) = Stream(places.TryGetValue(stream, out var place) && place.Within is null ? place.At : throw PdfText.Unreadable());
        var (inner, first) = (Encoding.Latin1.GetString(content), PdfText.Number(says["/First"]));
        var numbers = inner[..first].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(PdfText.Number).ToArray();
        return opened[stream] = (inner, Enumerable.Range(0, numbers.Length / 2).ToDictionary(n => numbers[2 * n], n => first + numbers[(2 * n) + 1]));
    }

    private (PdfDictionary Says, byte[] Content) Stream(int at)
    {
        var says = PdfDictionary.Read(text, Body(at));
        var start = text.IndexOf("stream", says.End, StringComparison.Ordinal) + "stream".Length;
        start += text[start] is '\r' ? 2 : 1;
        var length = PdfText.Number(PdfText.Referred(says["/Length"]) is { } elsewhere ? Object(elsewhere) : says["/Length"]);
        var raw = Bytes.AsSpan(start, length).ToArray();
        return says["/Filter"] switch
        {
            null => (says, raw),
            "/FlateDecode" or "[/FlateDecode]" or "[ /FlateDecode ]" => (says, Straight(Inflated(raw), says["/DecodeParms"])),
            _ => throw PdfText.Unreadable(),
        };
    }

    private static byte[] Inflated(byte[] raw)
    {
        using var from = new ZLibStream(new MemoryStream(raw), CompressionMode.Decompress);
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }

    /// <summary>Without the predictor of PNG, where each row is written as a difference from the one above or before.</summary>
    private static byte[] Straight(byte[] content, string? parameters)
    {
        if (parameters is null || PdfDictionary.Read(parameters) is var said && said["/Predictor"] is null or "1")
            return content;
        var columns = PdfText.Number(said["/Columns"] ?? "1");
        var rows = content.Length / (columns + 1);
        var straight = new byte[rows * columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var written = content[(row * (columns + 1)) + 1 + column];
                var above = row is 0 ? (byte)0 : straight[((row - 1) * columns) + column];
                var before = column is 0 ? (byte)0 : straight[(row * columns) + column - 1];
                straight[(row * columns) + column] = content[row * (columns + 1)] switch
                {
                    0 => written,
                    1 => (byte)(written + before),
                    2 => (byte)(written + above),
                    3 => (byte)(written + ((above + before) / 2)),
                    _ => throw PdfText.Unreadable(),
                };
            }
        return straight;
    }

    /// <summary>Past "number generation obj".</summary>
    private int Body(int at)
    {
        Token(at, out at);
        Token(at, out at);
        at = PdfText.Past(text, at);
        return string.CompareOrdinal(text, at, "obj", 0, 3) is 0 ? at + 3 : throw PdfText.Unreadable();
    }

    private int Token(int at, out int end)
    {
        at = PdfText.Past(text, at);
        for (end = at; end < text.Length && char.IsAsciiDigit(text[end]);)
            end++;
        return PdfText.Number(text[at..end]);
    }
}
