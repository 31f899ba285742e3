using System.Linq.Expressions;
using Genomlys.Accounts;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.AuditLog;

/// <summary>Whoever did something, by the name of his account.</summary>
internal sealed class ActorLookup : Lookup<Id<Colleague>?>
{
    public override Expression? Match(GenomlysDb db, Expression value, string term) => null;

    public override Expression Label(GenomlysDb db, Expression value)
    {
        Expression<Func<Id<Colleague>?, string>> name = id => db.Set<Account>().IgnoreQueryFilters().Where(a => (Guid?)(object)a.Id == (Guid?)(object?)id).Select(a => a.Name).FirstOrDefault()!;
        return Sql.Of(name, value);
    }

    public override async Task<Dictionary<string, string>> LabelsAsync(GenomlysDb db, IReadOnlyList<Id<Colleague>?> values, CancellationToken stop)
    {
        var ids = values.OfType<Id<Colleague>>().Select(v => new Id<Account>(v.Value)).ToList();
        return ids is [] ? [] : await All(db).Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id.ToString(), a => a.Name, stop);
    }

    public override async Task<Dictionary<string, Id<Colleague>?>> FindAsync(GenomlysDb db, IReadOnlyList<string> texts, CancellationToken stop)
    {
        var found = new Dictionary<string, Id<Colleague>?>();
        foreach (var account in await All(db).Where(a => texts.Contains(a.Name) || texts.Contains(a.SignInName)).ToListAsync(stop))
            (found[Words.Fold(account.Name)], found[Words.Fold(account.SignInName)]) = (new(account.Id.Value), new(account.Id.Value));
        foreach (var text in texts)
            if (Id<Colleague>.TryParse(text, null, out var id))
                found[Words.Fold(text)] = id;
        return found;
    }

    public override async Task<IReadOnlyList<Choice>> ChoicesAsync(GenomlysDb db, string like, CancellationToken stop) =>
        [.. (await All(db).Where(a => a.Name.Contains(like)).OrderBy(a => a.Name).Take(Register.MostChoices + 1).ToListAsync(stop)).Select(a => new Choice(a.Id.ToString(), a.Name))];

    public override Task<List<(object? Value, int Count)>> GatherAsync(GenomlysDb db, List<(object? Value, int Count)> counts, CancellationToken stop) => Task.FromResult(counts);

    private static IQueryable<Account> All(GenomlysDb db) => db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]);
}
