using System.Net;
using System.Security.Cryptography;
using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.WebUtilities;

namespace Genomlys.Benchmarks;

/// <summary>
/// What rights cost: the list of 100,000 incidents as someone sees it who may read 3 of 40 administrations, beside the same rows chosen from the same list by someone who may read all,
/// and beside all of them. On both databases; on PostgreSQL with row security.
/// </summary>
internal static class RightsBench
{
    private const int Rows = 100_000, Administrations = 40, Few = 3, UnitsEach = 10, Rounds = 41, WarmUp = 25;
    private const double Most = 1.3;

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("rights"))
            return;
        await BenchDatabase.EachAsync(bench, "rights", (name, database) => RunAsync(bench, name, database));
    }

    private static async Task RunAsync(Bench bench, string name, BenchDatabase database)
    {
        Bench.Say($"rights, {Rows} incidents on {name}");
        await GenomlysProcess.RunAsync(bench.Options.App, database, ["migrate"]);
        var (few, all, chosen) = await PlantAsync(database);
        await using var app = await GenomlysProcess.ServeAsync(bench.Options.App, database);
        foreach (var (what, query) in new[] { ("one facet, sorted by text", "&category=Disclosure&sort=summary"), ("nothing chosen", "") })
        {
            await SameAsync();
            var times = await Measure.MillisecondsAsync(bench.Options.Rounds(Rounds), WarmUp,
                () => app.PageAsync($"/incidents?{query}", few), () => app.PageAsync($"/incidents?{chosen}{query}", all), () => app.PageAsync($"/incidents?{query}", all));
            bench.Results.Add(new Result($"rights, {name}: {what}", times[0], "ms") { Against = "the same rows chosen, without rights", Other = times[1], Target = Most, IsRatioTarget = true });
            bench.Results.Add(new Result($"rights, {name}: {what}", times[0], "ms") { Against = "all rows, without rights", Other = times[2], Target = Most, IsRatioTarget = true });

            // Both must count the same and show the same rows, or the comparison is worth nothing.
            async Task SameAsync()
            {
                var (ours, theirs) = (await app.PageAsync($"/incidents?{query}", few), await app.PageAsync($"/incidents?{chosen}{query}", all));
                if (Told(ours) != Told(theirs))
                    throw new InvalidOperationException($"By rights {Told(ours)}; chosen {Told(theirs)}.");
            }
        }
    }

    private static string Told(string page)
    {
        var html = WebUtility.HtmlDecode(page);
        return string.Join(' ', html.Split("<strong>")[1].Split("</strong>")[0], string.Join(',', html.Split("href=\"/incidents/").Skip(1).Where(p => p.Length >= 36).Select(p => p[..36]).Where(p => Guid.TryParse(p, out _))));
    }

    /// <summary>A city of many administrations; the cookies of one who reads a few of them and of one who reads all; and the few, as a choice in the list's address.</summary>
    private static async Task<(string Few, string All, string Chosen)> PlantAsync(BenchDatabase database)
    {
        await using var app = OtherPages.Build(database, hasAccounts: true);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var city = Unit("STAD", null, "STAD/", UnitLevel.City);
        db.Add(city);
        await db.SaveChangesAsync();
        var administrations = new List<Unit>();
        for (var a = 0; a < Administrations; a++)
        {
            var administration = Unit($"F{a:00}", city.Code, $"STAD/F{a:00}/", UnitLevel.Administration);
            administrations.Add(administration);
            db.Add(administration);
            for (var u = 0; u < UnitsEach; u++)
                db.Add(Unit($"F{a:00}-{u}", administration.Code, $"STAD/F{a:00}/F{a:00}-{u}/", UnitLevel.Unit));
            await db.SaveChangesAsync();
        }
        var theFew = administrations.Where((_, n) => n % (Administrations / Few) is 1).Take(Few).ToList();
        var cookies = (await VisitAsync(db, "few", [.. theFew.Select(a => (Id<Unit>?)a.Id)]), await VisitAsync(db, "all", [null]));
        await ManyIncidents.AddAsync(database, Rows);
        return (cookies.Item1, cookies.Item2, string.Join('&', theFew.Select(a => $"unit={a.Id}")));
    }

    private static async Task<string> VisitAsync(GenomlysDb db, string name, IReadOnlyList<Id<Unit>?> units)
    {
        var (now, key) = (TimeProvider.System.GetUtcNow(), RandomNumberGenerator.GetBytes(32));
        var account = new Account { Id = Id<Account>.New(), SignInName = name, Name = name, CreatedAt = now };
        db.Add(account);
        foreach (var unit in units)
        {
            var given = new RoleAssignment { Id = Id<RoleAssignment>.New(), AccountId = account.Id, Role = AccessRole.Coordinator, UnitId = unit, From = db.Today, Until = db.Today.AddMonths(1), GivenAt = now };
            given.Approve(null, now);
            db.Add(given);
        }
        db.Add(new Session { KeyHash = Convert.ToHexString(SHA256.HashData(key)), AccountId = account.Id, Stage = SessionStage.SignedIn, StartedAt = now, SeenAt = now, ProvedAt = now, IsStrong = true });
        await db.SaveChangesAsync();
        return $"genomlys={WebEncoders.Base64UrlEncode(key)}";
    }

    private static Unit Unit(string code, string? above, string path, UnitLevel level) => new() { Id = Id<Unit>.New(), Code = code, Name = $"Enhet {code}", ParentCode = above, Path = path, Level = level };
}
