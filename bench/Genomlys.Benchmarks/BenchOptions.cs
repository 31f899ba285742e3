using System.Globalization;

namespace Genomlys.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions(string App, bool IsJson, double Effort, IReadOnlyList<string> Only)
{
    public const int NotUnderstood = 2;
    public const string Usage = "bench/run [--json] [--only start,review,long,list,save,rights,log,import] [--effort 0.2..5]";

    private static readonly string[] Known = ["start", "review", "long", "list", "save", "rights", "log", "import"];

    public bool Wants(string part) => Only is [] || Only.Contains(part);

    /// <summary>How often something is measured, at the effort asked for.</summary>
    public int Rounds(int usual) => Math.Max(1, (int)Math.Round(usual * Effort));

    public static BenchOptions? Parse(IReadOnlyList<string> args)
    {
        var (app, isJson, effort, only) = ("", false, 1.0, Array.Empty<string>());
        for (var n = 0; n < args.Count; n++)
            switch (args[n])
            {
                case "--json": isJson = true; break;
                case "--app" when n + 1 < args.Count: app = args[++n]; break;
                case "--effort" when n + 1 < args.Count && double.TryParse(args[n + 1], CultureInfo.InvariantCulture, out effort): n++; break;
                case "--only" when n + 1 < args.Count: only = args[++n].Split(','); break;
                default: return null;
            }
        return app is "" || only.Except(Known).Any() ? null : new BenchOptions(app, isJson, effort, only);
    }
}
