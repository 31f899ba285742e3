using System.Data.Common;
using Genomlys.Retention.Rules;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Retention;

/// <summary>What came of a round: how many are gone, and of which registers nothing was done, and why (a text key).</summary>
public sealed record Disposed(int Records, IReadOnlyList<(string Register, string Problem, int Records)> Left);

/// <summary>Disposes of what was marked long enough ago, if everything still says so: record by record, each in a transaction of its own. Whoever calls it is the program itself.</summary>
public sealed partial class Disposing(GenomlysDb db, AttachmentFiles files, RetentionLimits limits, ILogger<Disposing> log)
{
    /// <summary>A round. Whoever knows that the clock is right, or that so many are meant, says so.</summary>
    public async Task<Disposed> RunAsync(CancellationToken stop, bool isClockTrusted = false, bool areManyMeant = false)
    {
        var isSteady = await IsSteadyAsync(stop);
        var due = await db.AllDisposals().AsNoTracking().Where(d => d.State == DisposalState.Marked && d.DueOn <= db.Today).OrderBy(d => d.At).ToListAsync(stop);
        if (due.Count is 0)
            return new(0, []);
        if (!isSteady && !isClockTrusted)
        {
            Jumped(log, due.Count);
            return new(0, [("", "Clock", due.Count)]);
        }
        var (gone, left) = (0, new List<(string, string, int)>());
        foreach (var marked in due.GroupBy(d => d.Register))
        {
            if (db.Registers.Of(marked.Key) is not { } register)
                continue;
            var most = Math.Max(limits.MostRecords, await register.CountStoredAsync(db, stop) * limits.MostPercent / 100);
            if (marked.Count() > most && !areManyMeant)
            {
                Many(log, register.Name, marked.Count(), most);
                left.Add((register.Name, "Many", marked.Count()));
                continue;
            }
            var old = await new Retaining(db, limits).OldAsync(register, stop);
            foreach (var disposal in marked)
                if (await TryAsync(register, disposal, old.FirstOrDefault(o => o.Rule.Id == disposal.RuleId && o.Records.Contains(disposal.RecordId)).Rule, stop) is { } problem)
                    left.Add((register.Name, problem, 1));
                else
                    gone++;
        }
        if (gone > 0)
            await SweepAsync(stop);
        return new(gone, [.. left.GroupBy(l => (l.Item1, l.Item2), (of, some) => (of.Item1, of.Item2, some.Sum(s => s.Item3)))]);
    }

    /// <summary>Why it was not done, as a text key; nothing when it was.</summary>
    private async Task<string?> TryAsync(Register register, Disposal marked, RetentionRule? rule, CancellationToken stop)
    {
        if (rule is null)
            return "NotDue";   // the rule has ended, or the record says another day
        db.ChangeTracker.Clear();
        await using var together = await db.Database.BeginTransactionAsync(stop);
        if (await db.AllDisposals().SingleOrDefaultAsync(d => d.Id == marked.Id && d.State == DisposalState.Marked, stop) is null)
            return "Changed";   // held, or let go, meanwhile
        if (register.Stored(db, [marked.RecordId]).GetValueOrDefault(marked.RecordId).Class is Secrecy.Protected)
            return "Protected";
        var erasure = new Erasure(db);
        if (await erasure.FindAsync(register, marked.RecordId, stop) is not { } goes)
            return "Needed";
        var ids = goes.Select(g => g.Id).ToList();
        var units = goes.GroupBy(g => g.Register).SelectMany(g => g.Key.Stored(db, [.. g.Select(one => one.Id)])).ToDictionary(s => s.Key, s => s.Value.Unit);
        var contents = await db.AllAttachments().Where(a => ids.Contains(a.RecordId)).Select(a => a.Stored).ToListAsync(stop);
        await erasure.RemoveAsync(marked.RecordId, stop);
        db.ChangeTracker.Clear();
        foreach (var (of, id) in goes)
            KeepAudit.Tell(db, new AuditTold(AuditKind.Disposed, of.Name, id, rule.Decision, $"{rule.Counted} + {rule.Years}", Unit: units.GetValueOrDefault(id) is { } whose && whose != default ? whose : null));
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
        foreach (var content in contents)
            files.Remove(content);   // one that is left when the program stops here is nobody's, and is tidied away
        return null;
    }

    /// <summary>Whether the clock has gone evenly for long enough. It is looked at in every round.</summary>
    internal async Task<bool> IsSteadyAsync(CancellationToken stop)
    {
        var (now, jump) = (db.Now, TimeSpan.FromHours(limits.ClockHours));
        if (await db.Set<DisposalClock>().SingleOrDefaultAsync(stop) is not { } clock)
            db.Add(clock = new DisposalClock { SeenAt = now, SteadySince = now });
        else if ((now - clock.SeenAt).Duration() > jump)
            clock.SteadySince = now;
        clock.SeenAt = now;
        await db.SaveChangesAsync(stop);
        return now - clock.SteadySince >= jump;
    }

    /// <summary>What was deleted is overwritten as it goes; this empties what else still holds it: the log of writes, and space between rows. A server does so by itself (autovacuum).</summary>
    private async Task SweepAsync(CancellationToken stop)
    {
        if (db is not SqliteDb)
            return;
        try
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM", stop);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", stop);
        }
        catch (DbException busy)
        {
            NotSwept(log, busy.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The clock has jumped: {Count} marked records wait until it has gone evenly for a day")]
    private static partial void Jumped(ILogger log, int count);

    [LoggerMessage(2, LogLevel.Warning, "{Count} records of {Register} are to be disposed of, which is more than {Most}: say that so many are meant (dispose --many)")]
    private static partial void Many(ILogger log, string register, int count, int most);

    [LoggerMessage(3, LogLevel.Warning, "What was disposed of may lie in free space of the database until the next round: {Reason}")]
    private static partial void NotSwept(ILogger log, string reason);
}

/// <summary>Does so beside the requests.</summary>
internal sealed partial class DisposalRounds(IServiceScopeFactory scopes, RetentionLimits limits, TimeProvider clock, ILogger<DisposalRounds> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(limits.EverySeconds), clock);
        while (await every.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
                await scope.ServiceProvider.GetRequiredService<Disposing>().RunAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is DbException or DbUpdateException or IOException)
            {
                Failed(log, failed.GetType().Name);
            }
    }

    [LoggerMessage(1, LogLevel.Error, "A round of disposals failed: {Kind}")]
    private static partial void Failed(ILogger log, string kind);
}
