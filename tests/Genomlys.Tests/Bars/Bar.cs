using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Tests.Bars;

/// <summary>A bar that is held or not: said in one line of JSON, which <c>checks/bar-NN-name</c> sums up. Its tests carry the trait <c>Bar</c> with its number.</summary>
public static class Bar
{
    private static readonly Lock Writing = new();
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was measured, on which database (<c>none</c> when no data is involved), and how much is allowed or asked for.</summary>
    public static void Hold(int number, string database, double value, double limit, bool pass, string what, long? seed = null)
    {
        var line = JsonSerializer.Serialize(new Line(number, database, what, value, limit, pass, seed), Plain);
        if (Environment.GetEnvironmentVariable("GENOMLYS_BARS") is { Length: > 0 } file)
            lock (Writing)
                File.AppendAllText(file, line + "\n");
        Assert.True(pass, line);
    }

    /// <summary>Nothing of this may be found; the first of what was found is said.</summary>
    public static void None(int number, string database, IReadOnlyCollection<string> found, string what, long? seed = null)
    {
        foreach (var one in found.Take(20))
            TestContext.Current.TestOutputHelper?.WriteLine(one);
        Hold(number, database, found.Count, 0, found.Count is 0, found.Count is 0 ? what : $"{what}: {string.Join("; ", found.Take(5))}", seed);
    }

    private sealed record Line(
        [property: JsonPropertyName("bar")] int Number, [property: JsonPropertyName("database")] string Database, [property: JsonPropertyName("what")] string What, [property: JsonPropertyName("value")] double Value,
        [property: JsonPropertyName("limit")] double Limit, [property: JsonPropertyName("pass")] bool Pass, [property: JsonPropertyName("seed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Seed);
}
