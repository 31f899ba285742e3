using System.Security.Cryptography;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents.Reporting;

/// <summary>
/// Takes what anyone reports. Who may report may neither read nor write the register of incidents, so the program enters it for him: only the few things he says,
/// only for a unit that his role lets him report for, and with his account as the one whose report it is.
/// </summary>
internal sealed class ReportKeeper(GenomlysDb db, IncidentRegister register, IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly Words Texts = Words.Of<ReportKeeper>();
    private const int MostAnHour = 20, MostShown = 200;
    private const string Signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";   // none that is taken for another when read aloud

    /// <summary>The viewer's own, the latest first.</summary>
    public Task<IReadOnlyList<Record>> OwnAsync(Guid? id, CancellationToken stop) => register.OwnAsync(db, id, MostShown, stop);

    /// <summary>Where he may report something from.</summary>
    public async Task<IReadOnlyList<Choice>> UnitsAsync(CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        var units = db.Units.IgnoreQueryFilters([Register.Scope]);
        if (!db.Viewer.IsUnbound(Area.Reporting, Rights.Write))
        {
            var reach = Reach.Units(db, Area.Reporting, Rights.Write);
            units = units.Where(u => reach.Contains(u.Id));
        }
        return [.. (await units.OrderBy(u => u.Path).Select(u => new { u.Id, u.Name }).ToListAsync(stop)).Select(u => new Choice($"{u.Id}", u.Name))];
    }

    /// <summary>The new record, or the same one when it was sent twice; else what is wrong, by field.</summary>
    public async Task<(Guid Id, IReadOnlyList<Refusal> Refusals)> FileAsync(Report report, CancellationToken stop)
    {
        var (account, now) = (db.Viewer.Account ?? throw new InvalidOperationException("Nobody has signed in."), clock.GetUtcNow());
        var units = await UnitsAsync(stop);
        var unit = report.Unit is "" && units is [{ } only] ? only.Value : report.Unit;
        var wrong = new List<Refusal>();
        var summary = report.Summary.Trim();
        if (summary is "")
            Wrong("summary", "NoSummary");
        if (!new InstantKind().TryRead(report.OccurredAt, out var occurred))
            Wrong("occurredAt", "NoTime");
        else if (occurred > now)
            Wrong("occurredAt", "InTheFuture");
        if (units.All(u => u.Value != unit))
            Wrong("unit", "NoUnit");
        if (wrong.Count > 0)
            return (default, wrong);

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        var program = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var lately = now.AddHours(-1);
        var reported = await program.Incidents.IgnoreQueryFilters([Register.Live]).Where(i => i.ReporterId == account && i.ReportedAt > lately).Select(i => new { i.Id, i.Summary, i.OccurredAt }).ToListAsync(stop);
        if (reported.Find(i => i.Summary == summary && i.OccurredAt == occurred) is { } same)
            return (same.Id.Value, []);
        if (reported.Count >= MostAnHour)
            return (default, [new Refusal("", "", Texts["TooMany"])]);
        var said = new Dictionary<string, object?>
        {
            ["reference"] = $"{Period.DayOf(now).Year}-{RandomNumberGenerator.GetString(Signs, 8)}", ["channel"] = nameof(Channel.OwnForm), ["summary"] = summary, ["unit"] = unit,
            ["occurredAt"] = report.OccurredAt, ["reportedAt"] = new InstantKind().Write(now), ["reportedBy"] = db.Viewer.Name, ["personalData"] = report.PersonalData is "" ? null : report.PersonalData,
        };
        return await OnceMore.FromWhatIsThereAsync(program, () => EnterAsync(program, said, account, now, stop));

        void Wrong(string field, string problem) => wrong.Add(new Refusal(field, Texts[register.Find(field)!.TextKey], Texts[problem]));
    }

    private async Task<(Guid Id, IReadOnlyList<Refusal> Refusals)> EnterAsync(GenomlysDb program, Dictionary<string, object?> said, Guid account, DateTimeOffset now, CancellationToken stop)
    {
        var (draft, refusals) = (await register.DraftsAsync(program, [said.ToDictionary(s => register.Find(s.Key)!, s => s.Value)], stop))[0];
        var record = register.Write(program, null, draft, refusals, new Footing(null, null), now);
        if (refusals.Count > 0)
            return (default, refusals);
        record!.IsReportOf(account);
        await program.SaveChangesAsync(stop);
        return (record.Id.Value, []);
    }
}
