using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.ProtectedRecords.Handling;

/// <summary>Who is named on a record: by those who handle it already, and never so that nobody is left.</summary>
public sealed class HandlerKeeper(GenomlysDb db, Viewer viewer)
{
    /// <summary>Those named on a record, and those it has been broken open for and still is, in the order they came.</summary>
    public async Task<IReadOnlyList<(RecordHandler Handler, string Name)>> OnAsync(Guid record, CancellationToken stop)
    {
        var now = db.Now;
        var handlers = await db.RecordHandlers.AsNoTracking().Where(h => h.RecordId == record && (h.Until == null || h.Until > now)).OrderBy(h => h.NamedAt).ToListAsync(stop);
        var names = await NamesAsync(handlers.Select(h => h.AccountId), stop);
        return [.. handlers.Select(h => (h, names.GetValueOrDefault(h.AccountId, "")))];
    }

    /// <summary>Who could be named: those with a role that lets them be, for the record's unit, and who read its register there.</summary>
    public async Task<IReadOnlyList<Account>> CandidatesAsync(Register register, Guid record, CancellationToken stop)
    {
        var today = db.Today;
        var unit = register.Stored(db, [record]).GetValueOrDefault(record).Unit;
        var above = unit is null ? [] : await db.UnitClosures.Where(c => c.DescendantId == unit).Select(c => c.AncestorId).ToListAsync(stop);
        var held = await db.RoleAssignments.AsNoTracking().IgnoreQueryFilters([Register.Scope]).Where(a => a.ApprovedAt != null && a.EndedAt == null && a.From <= today && a.Until >= today).ToListAsync(stop);
        var able = held.Where(a => a.UnitId is not { } at || at == unit || (a.Below && above.Contains(at)))
            .SelectMany(a => RolePolicy.Of(a.Role, a.UnitId, a.Below, isTop: false), (a, right) => (a.AccountId, right)).ToLookup(g => g.AccountId, g => g.right)
            .Where(g => g.Any(r => r.Area is Area.ProtectedRecords && r.Rights.HasFlag(Rights.Write)) && g.Any(r => r.Area == register.Area && r.Rights.HasFlag(Rights.Read))).Select(g => g.Key).ToList();
        return await db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).Where(a => able.Contains(a.Id) && a.DisabledAt == null).OrderBy(a => a.Name).ToListAsync(stop);
    }

    public async Task<Outcome> NameAsync(Register register, Guid record, Guid account, CancellationToken stop)
    {
        if (!MayName(register, record))
            return Outcome.Refused("OnlyRead");
        if ((await CandidatesAsync(register, record, stop)).All(a => a.Id.Value != account))
            return Outcome.Refused("NotACandidate");
        if (await db.RecordHandlers.AnyAsync(h => h.RecordId == record && h.AccountId == account && h.Until == null, stop))
            return Outcome.Refused("NamedAlready");
        db.Add(new RecordHandler { Id = Id<RecordHandler>.New(), Register = register.Name, RecordId = record, AccountId = account, NamedById = viewer.Account, NamedAt = db.Now });
        db.Note(register.Name, record, HandlingAct.Named, account);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    public async Task<Outcome> RemoveAsync(Register register, Guid record, Guid account, CancellationToken stop)
    {
        if (!MayName(register, record))
            return Outcome.Refused("OnlyRead");
        await using var act = await db.Database.BeginTransactionAsync(stop);
        var named = await db.RecordHandlers.Where(h => h.RecordId == record && h.Until == null).ToListAsync(stop);
        if (named.FindAll(h => h.AccountId == account) is not [_, ..] gone)
            return Outcome.Refused("NotNamed");
        if (gone.Count == named.Count && register.Stored(db, [record])[record].Class is Secrecy.Protected)
            return Outcome.Refused("LastHandler");
        db.RemoveRange(gone);
        db.Note(register.Name, record, HandlingAct.Removed, account);
        await db.SaveChangesAsync(stop);
        await act.CommitAsync(stop);
        return Outcome.Done;
    }

    /// <summary>What has been done with a protected record, the latest first.</summary>
    public async Task<IReadOnlyList<(HandlingEvent Event, string Actor, string Other)>> EventsAsync(Guid record, int most, CancellationToken stop)
    {
        var events = await db.HandlingEvents.AsNoTracking().Where(e => e.RecordId == record).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(most).ToListAsync(stop);
        var names = await NamesAsync(events.SelectMany(e => new[] { e.ActorId, e.AccountId }).OfType<Guid>(), stop);
        return [.. events.Select(e => (e, NameOf(e.ActorId), NameOf(e.AccountId)))];

        string NameOf(Guid? account) => account is { } id ? names.GetValueOrDefault(id, "") : "";
    }

    /// <summary>Those named on it; where it is no more secret than the viewer is cleared for, those who may change it too.</summary>
    public bool MayName(Register register, Guid record)
    {
        if (!viewer.May(Need.Write, Area.ProtectedRecords))
            return false;
        if (db.MayHandle(record))
            return true;
        var (unit, secrecy) = register.Stored(db, [record]).GetValueOrDefault(record);
        return viewer.May(Need.Write, register.Area) && secrecy is { } one && viewer.Cleared(register.Area).Contains(one)
            && (viewer.IsUnbound(register.Area, Rights.Write) || (unit is { } at && Reach.Units(db, register.Area, Rights.Write).Contains(at)));
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> accounts, CancellationToken stop)
    {
        var ids = accounts.Distinct().Select(id => new Id<Account>(id)).ToList();
        return await db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id.Value, a => a.Name, stop);
    }
}
