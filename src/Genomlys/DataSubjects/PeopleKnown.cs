using System.Linq.Expressions;
using System.Reflection;
using Genomlys.Accounts;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataSubjects;

/// <summary>Who is asked about, who else there is, the sign-in names of his accounts, and whether several accounts go by his name so that none is his.</summary>
internal sealed record PersonKnown(Person Person, PersonsBeside Beside, IReadOnlyList<string> Accounts, bool IsAmbiguous);

/// <summary>Who the person is here, and who else is known, wherever in the organisation: what is read for that is judged and masked, and never shown.</summary>
internal sealed class PeopleKnown(GenomlysDb db)
{
    private static readonly MethodInfo Said = typeof(PeopleKnown).GetMethod(nameof(ValuesAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>His account is the one with the sign-in name or address that was said, else the one that alone goes by his name. One that goes by another name is a refusal: it would be another's data.</summary>
    public async Task<(PersonKnown? Known, Outcome Outcome)> OfAsync(AccessRequest request, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        var all = await db.Accounts.AsNoTracking().IgnoreQueryFilters().Select(a => new { a.Id, a.Name, a.SignInName, a.Mail }).ToListAsync(stop);
        var said = all.FindAll(a => Is(a.SignInName, request.SignInName) || Is(a.Mail, request.Mail) || Is(a.SignInName, request.Mail));
        if (said.Exists(a => !Spelling.IsSame(a.Name, request.Name)))
            return (null, Outcome.Refused("Account.OtherName"));
        var named = all.FindAll(a => Spelling.IsSame(a.Name, request.Name));
        var his = said is [_, ..] ? said : named is [_] ? named : [];
        var accounts = his.Select(a => a.Id.Value).ToHashSet();
        var person = new Person(
            [request.Name, .. his.Select(a => a.SignInName).Append(request.SignInName).Where(n => n is not "").Distinct()],
            [.. his.Select(a => a.Mail).Append(request.Mail).OfType<string>().Where(m => m is not "").Distinct()],
            request.Number, accounts);
        var others = all.FindAll(a => !accounts.Contains(a.Id.Value));
        var names = others.SelectMany(a => new[] { a.Name, a.SignInName }).ToHashSet();
        var him = new Mentions(person, PersonsBeside.None);
        foreach (var (table, column) in Tables.SayAPerson)
            names.UnionWith((await SaidAsync(table, column, stop)).Where(n => !him.IsOfHim(n)));   // his name and more, two people say, is no name of another
        foreach (var (table, column) in Tables.MaySayAPerson)
            names.UnionWith((await SaidAsync(table, column, stop)).Where(n => Spelling.LooksLikeAName(n) && !him.IsOfHim(n)));
        return (new PersonKnown(person, new PersonsBeside(names, others.Select(a => a.Id.Value).ToHashSet()), [.. his.Select(a => a.SignInName)], named is [_, _, ..] && his is []), Outcome.Done);

        static bool Is(string? one, string said) => said is not "" && one is not null && Words.Fold(one) == Words.Fold(said);
    }

    private Task<List<string>> SaidAsync(string table, string column, CancellationToken stop) =>
        (Task<List<string>>)Said.MakeGenericMethod(db.Model.GetEntityTypes().Single(t => t.GetTableName() == table).ClrType).Invoke(this, [column, stop])!;

    private Task<List<string>> ValuesAsync<T>(string column, CancellationToken stop) where T : class
    {
        var row = Expression.Parameter(typeof(T), "r");
        var value = Expression.Lambda<Func<T, string>>(Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], row, Expression.Constant(column)), row);
        return db.Set<T>().AsNoTracking().IgnoreQueryFilters().Select(value).Where(v => v != null && v != "").Distinct().ToListAsync(stop);
    }
}
