using Genomlys.Shared.Registers;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 1: every endpoint says who may ask for it, once, and stands in a table that was written by hand.</summary>
[Trait("Bar", "1")]
public sealed class EndpointTests
{
    /// <summary>The places where something may answer beside the table of endpoints.</summary>
    private static readonly string[] MayAnswerBeside = ["src/Genomlys/Shared/Startup.cs: app.UseStaticFiles("];

    /// <summary>Registers of which each record has a secrecy class.</summary>
    private static readonly string[] Guarded = ["/audits", "/complaints", "/incident-events", "/incidents", "/losses", "/recommendations", "/risks"];

    /// <summary>What belongs to units and is made here: not the organisation, nor what has been decided of a year.</summary>
    private static readonly string[] Disposable = ["/ai-services", "/audits", "/classifications", "/complaints", "/improvements", "/incident-events", "/incidents", "/losses", "/people", "/plan", "/recommendations", "/risks", "/systems", "/training"];

    private static readonly string[] Beside = ["UseStaticFiles(", "UseFileServer(", "UseDirectoryBrowser(", "app.Map(", "app.MapWhen(", "app.UseWhen(", "app.Run(", "MapFallback(", "MapStaticAssets("];

    [Fact]
    public async Task Every_endpoint_declares_one_rule_and_stands_in_the_table()
    {
        await using var app = new TestApp();
        var live = Endpoints.Of(app);
        Assert.True(live.Count > 300);
        List<string> wrong = [
            .. EndpointRules.WithoutExactlyOneRule(live.Select(e => e.Of)),
            .. live.Where(e => e.Of.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => $"{e} is both anonymous and ruled"),
        ];
        var said = Table(app);
        var is_ = live.Select(e => $"{e.Method};{e.Route};{e.Rule?.Need};{e.Rule?.Area}").ToList();
        wrong.AddRange(is_.Except(said).Select(row => $"not in endpoints.csv: {row}"));
        wrong.AddRange(said.Except(is_).Select(row => $"only in endpoints.csv: {row}"));
        Bar.None(1, "none", wrong, "endpoints without exactly one access rule or without their row in endpoints.csv");
    }

    /// <summary>How far a field goes is said in the product, and again by hand: a new one is thought about.</summary>
    [Fact]
    public async Task Every_field_says_how_far_it_goes_and_stands_in_the_table()
    {
        await using var app = new TestApp();
        var live = new List<FieldLine>();
        app.Use(services => live.AddRange(services.GetRequiredService<RegisterBook>().All.SelectMany(r => r.Fields.Select(f => new FieldLine(r.Name, f.Key, f.Secrecy, f.IsOwn)))));
        Assert.True(live.Count > 150);
        List<string> wrong = [.. live.Except(FieldLine.All).Select(l => $"not in fields.csv: {l.Register};{l.Field};{l.Class};{(l.IsOwn ? "own" : "")}"), .. FieldLine.All.Except(live).Select(l => $"only in fields.csv: {l}")];
        Bar.None(1, "none", wrong, "fields without their row in fields.csv");
    }

    [Fact]
    public void Nothing_answers_beside_the_table_of_endpoints()
    {
        var found = from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
                    where !file.Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin")
                    from line in File.ReadLines(file)
                    where Beside.Any(b => line.Contains(b, StringComparison.Ordinal))
                    select $"{Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')}: {line.Trim()}";
        Bar.None(1, "none", [.. found.Where(f => !MayAnswerBeside.Any(m => f.StartsWith(m, StringComparison.Ordinal)))], "middleware that answers beside the table of endpoints");
    }

    /// <summary>The hand-written rows: what is said of <c>{register}</c> is said of every register in registers.csv, <c>{bulk}</c> of those that are changed many at a time, <c>{api}</c> as <c>{register}</c>.</summary>
    private static IReadOnlyList<string> Table(TestApp app)
    {
        var registers = Rows("registers.csv");
        return [.. from row in Rows("endpoints.csv")
                   from register in row[1].StartsWith('{') || row[1].StartsWith("/api{", StringComparison.Ordinal) ? registers.Where(r => (!row[1].StartsWith("{bulk}", StringComparison.Ordinal) || r[2] is "bulk") && (!row[1].StartsWith("{guarded}", StringComparison.Ordinal) || Guarded.Contains(r[0])) && (!row[1].StartsWith("{disposable}", StringComparison.Ordinal) || Disposable.Contains(r[0]))) : [["", "", ""]]
                   let area = row[3] is "{area}" ? register[1] : row[3]
                   select $"{row[0]};{row[1].Replace("{register}", register[0], StringComparison.Ordinal).Replace("{bulk}", register[0], StringComparison.Ordinal).Replace("{guarded}", register[0], StringComparison.Ordinal).Replace("{disposable}", register[0], StringComparison.Ordinal)};{row[2]};{area}"];
    }

    public static IReadOnlyList<string[]> Rows(string table) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Bars", table)).Skip(1).Where(l => l is not "" && !l.StartsWith('#')).Select(l => l.Split(';').Select(c => c.Trim()).ToArray())];
}
