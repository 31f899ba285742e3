using System.Diagnostics;

namespace Genomlys.Benchmarks;

/// <summary>Several things measured in turn, so that a busy moment of the machine hits all of them alike.</summary>
internal static class Measure
{
    public static async Task<double[]> MillisecondsAsync(int rounds, int warmUp, params Func<Task>[] acts)
    {
        var times = acts.Select(_ => new List<double>(rounds)).ToArray();
        for (var round = -warmUp; round < rounds; round++)
            foreach (var (n, act) in acts.Index())
            {
                var from = Stopwatch.GetTimestamp();
                await act();
                if (round >= 0)
                    times[n].Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        return [.. times.Select(Median)];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 is 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
