using Genomlys.Retention.Rules;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Retention;

/// <summary>How long there is to think again, and what is not done at once: <c>Retention</c> among the settings.</summary>
public sealed record RetentionLimits
{
    /// <summary>Days from the mark to the disposal, at least 1.</summary>
    public int GraceDays { get; init; } = 30;

    /// <summary>Of a register's records, in per cent, and in number: of what is more than both nothing is disposed of before someone has said so.</summary>
    public int MostPercent { get; init; } = 5;
    public int MostRecords { get; init; } = 10;

    /// <summary>A clock that has jumped further than this is not believed until it has gone evenly for as long.</summary>
    public int ClockHours { get; init; } = 24;

    /// <summary>Seconds between two rounds.</summary>
    public int EverySeconds { get; init; } = 3600;
}

/// <summary>What a rule says of a register today: the records that are old enough and not yet marked or held, in the order they were entered.</summary>
public sealed record DueRecords(RetentionRule Rule, CountedFrom Counted, DateOnly Last, IReadOnlyList<Guid> Records);

/// <summary>What is due, and what people decide of it. Each sees and decides only what he may see and change.</summary>
public sealed class Retaining(GenomlysDb db, RetentionLimits limits)
{
    public const int MostOfReason = 400, MostMarkedAtOnce = 1000;

    /// <summary>The day on which what is marked today is disposed of.</summary>
    public DateOnly Due => db.Today.AddDays(limits.GraceDays);

    /// <summary>The rules in force for a register: where two count from the same day, the later holds.</summary>
    public async Task<IReadOnlyList<(RetentionRule Rule, CountedFrom Counted)>> RulesAsync(Register register, CancellationToken stop)
    {
        var starts = $"{register.Name}.";
        var rules = await db.RetentionRules.AsNoTracking().Where(r => r.Counted.StartsWith(starts)).OrderBy(r => r.ValidFrom).ToListAsync(stop);
        return [.. from rule in rules
                   where rule.HoldsOn(db.Today)
                   group rule by rule.Counted into same
                   let rule = same.Last()
                   let counted = CountedFrom.Of(db.Registers, rule.Counted)
                   where counted is not null
                   select (rule, counted)];
    }

    /// <summary>A dry run: what would be marked now. One rule that preserves the register keeps all of it.</summary>
    public async Task<IReadOnlyList<DueRecords>> DueAsync(Register register, CancellationToken stop)
    {
        var rules = await RulesAsync(register, stop);
        if (rules.Any(r => r.Rule.Outcome is RetentionOutcome.Preserve))
            return [];
        var decided = (await DecidedAsync(register, stop)).Select(d => d.RecordId).ToHashSet();
        var due = new List<DueRecords>();
        foreach (var (rule, counted) in rules)
        {
            var last = rule.LastOn(db.Today);
            due.Add(new(rule, counted, last, [.. (await UntilAsync(counted, last, stop)).Where(decided.Add)]));
        }
        return due;
    }

    /// <summary>What is marked or held in a register, whoever asks: shown only of records that he sees.</summary>
    public async Task<IReadOnlyList<Disposal>> DecidedAsync(Register register, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        return await db.AllDisposals().AsNoTracking().Where(d => d.Register == register.Name).OrderBy(d => d.DueOn).ThenBy(d => d.At).ToListAsync(stop);
    }

    /// <summary>Marks what a rule says is due, as far as the viewer may change it. Gives back how many.</summary>
    public async Task<int> MarkAsync(Register register, Guid rule, CancellationToken stop)
    {
        if ((await DueAsync(register, stop)).FirstOrDefault(d => d.Rule.Id.Value == rule) is not { } due)
            return 0;
        var marked = 0;
        foreach (var record in due.Records.Take(MostMarkedAtOnce))
            if (await register.MayChangeAsync(db, record, stop))
            {
                db.ChangeTracker.Clear();
                var disposal = New(register, record);
                disposal.Mark(due.Rule.Id, Due);
                db.Add(disposal);
                Tell(AuditKind.Marked, register, record, $"{disposal.DueOn:yyyy-MM-dd}", due.Rule.Decision);
                await db.SaveChangesAsync(stop);
                marked++;
            }
        return marked;
    }

    /// <summary>What has been decided of a record that the viewer has been shown.</summary>
    public Task<Disposal?> OfAsync(Register register, Guid record, CancellationToken stop) => db.Disposals.FirstOrDefaultAsync(d => d.Register == register.Name && d.RecordId == record, stop);

    /// <summary>No rule disposes of it as long as that lasts. The caller has seen that the viewer may change the record.</summary>
    public async Task<Outcome> HoldAsync(Register register, Guid record, string reason, CancellationToken stop)
    {
        if (Problem(reason) is { } problem)
            return Outcome.Refused(problem);
        if (await OfAsync(register, record, stop) is not { } disposal)
            db.Add(disposal = New(register, record));
        disposal.Hold(reason.Trim());
        Tell(AuditKind.Held, register, record, "", reason.Trim());
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Neither marked nor held any longer; a rule may find it again.</summary>
    public async Task<Outcome> ReleaseAsync(Register register, Guid record, string reason, CancellationToken stop)
    {
        if (Problem(reason) is { } problem)
            return Outcome.Refused(problem);
        if (await OfAsync(register, record, stop) is not { } disposal)
            return Outcome.Refused("NothingDecided");
        db.Remove(disposal);
        Tell(AuditKind.Released, register, record, "", reason.Trim());
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>The rules that dispose of a register today, and what each says is old enough, marked or not. Asked by the program, who sees all.</summary>
    internal async Task<IReadOnlyList<(RetentionRule Rule, IReadOnlySet<Guid> Records)>> OldAsync(Register register, CancellationToken stop)
    {
        var rules = await RulesAsync(register, stop);
        var old = new List<(RetentionRule, IReadOnlySet<Guid>)>();
        if (rules.All(r => r.Rule.Outcome is RetentionOutcome.Dispose))
            foreach (var (rule, counted) in rules)
                old.Add((rule, (await UntilAsync(counted, rule.LastOn(db.Today), stop)).ToHashSet()));
        return old;
    }

    /// <summary>The records that the viewer sees whose day is old enough.</summary>
    private async Task<IReadOnlyList<Guid>> UntilAsync(CountedFrom counted, DateOnly last, CancellationToken stop)
    {
        if (counted.Day is null)
            return await counted.Register.ArchivedBeforeAsync(db, Period.StartOf(last.AddDays(1)), stop);
        var old = Selection.All.With(counted.Day.Key, $"..{last:yyyy-MM-dd}");
        return [.. await counted.Register.IdsAsync(db, old, stop), .. await counted.Register.IdsAsync(db, old with { IsArchived = true }, stop)];
    }

    private static string? Problem(string reason) => reason.Trim() switch
    {
        "" => "Reason.Missing",
        { Length: > MostOfReason } => "Reason.Long",
        var said when IdentityNumber.IsIn(said) => "Reason.Identity",
        _ => null,
    };

    private void Tell(AuditKind kind, Register register, Guid record, string subject, string reason)
    {
        var (unit, secrecy) = register.Stored(db, [record]).GetValueOrDefault(record);
        KeepAudit.Tell(db, new AuditTold(kind, register.Name, record, subject, reason, IsProtected: secrecy is Secrecy.Protected, Unit: unit is { } whose && whose != default ? whose : null));
    }

    private Disposal New(Register register, Guid record) => new() { Id = Id<Disposal>.New(), Register = register.Name, RecordId = record, At = db.Now };
}
