using System.Globalization;
using System.Text.Json;

namespace Genomlys.Benchmarks;

/// <summary>The table, or the same as JSON. The exit code says whether every target was met.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Print(IReadOnlyList<Result> results, bool isJson)
    {
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(results, Readable));
        else
        {
            Line("what", "median", "against", "", "ratio", "target", "");
            foreach (var result in results)
                Line(result.Name, Number(result.Value, result.Unit), result.Against, Number(result.Other, result.Unit), Number(result.Ratio, "x"),
                    result.Target is { } target ? $"{(result.IsRate ? ">=" : "<=")} {Number(target, result.IsRatioTarget ? "x" : result.Unit)}" : "",
                    result.IsOk switch { true => "ok", false => "over", null => "" });
        }
        return results.Any(r => r.IsOk is false) ? 1 : 0;
    }

    private static void Line(string name, string value, string against, string other, string ratio, string target, string verdict) =>
        Console.WriteLine($"{name,-44}{value,14}  {against,-40}{other,12}{ratio,9}  {target,-16}{verdict}".TrimEnd());

    private static string Number(double? value, string unit) => value is not { } known ? "" : (unit is "x" ? $"{known.ToString("0.00", CultureInfo.InvariantCulture)} x"
        : $"{known.ToString(known < 100 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}");
}
