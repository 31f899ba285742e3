using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts;

/// <summary>What each role lets its holder do, against a table that was written by hand; and who may give whom what.</summary>
public sealed class RoleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_role_may_what_the_table_says_and_nothing_else()
    {
        var lines = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Accounts", "authz.csv"), Stop)).Where(l => l is not "").Select(l => l.Split(';')).ToList();
        var roles = lines[0][1..];
        Assert.Equal(Enum.GetNames<AccessRole>(), roles);
        Assert.Equal(Enum.GetNames<Area>().Order(StringComparer.Ordinal), lines.Skip(1).Select(l => l[0]).Order(StringComparer.Ordinal));
        var unit = Id<Unit>.New();
        foreach (var line in lines.Skip(1))
            foreach (var (role, said) in roles.Zip(line[1..]))
            {
                var given = RolePolicy.Of(Enum.Parse<AccessRole>(role), unit, below: true, isTop: false).Where(e => e.Area == Enum.Parse<Area>(line[0])).Aggregate(Rights.None, (all, e) => all | e.Rights);
                var is_ = string.Concat(new[] { (Rights.Read, 'r'), (Rights.Write, 'w'), (Rights.Import, 'i'), (Rights.Decide, 'd') }.Where(r => given.HasFlag(r.Item1)).Select(r => r.Item2));
                Assert.Equal($"{role} {line[0]} {said.Trim()}", $"{role} {line[0]} {is_}");
            }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Rights_flow_down_and_nowhere_else(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            var units = await Planting.UnitsAsync(db, "A/", "A/B/", "A/B/C/", "A/D/", "E/");
            foreach (var (n, unit) in units.Index())
                db.Add(new Incident { Id = Id<Incident>.New(), Channel = Channel.OwnForm, Reference = $"R{n}", Summary = $"hos {unit.Path}", UnitId = unit.Id, OccurredAt = app.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Stop);
            Assert.Equal(["hos A/B/", "hos A/B/C/"], await SeenAsync(units[1].Id, below: true));
            Assert.Equal(["hos A/B/"], await SeenAsync(units[1].Id, below: false));
            Assert.Equal(["hos E/"], await SeenAsync(units[4].Id, below: true));
            Assert.Equal(5, (await SeenAsync(null, below: true)).Count);
            await viewer.HoldAsync(db, (AccessRole.Administrator, null, true));
            Assert.Empty(await db.Incidents.ToListAsync(Stop));

            // moved elsewhere, the unit takes what lies below it along, and the rights follow the tree as it is
            viewer.BeProgram();
            units[1].Path = "E/B/";
            units[2].Path = "E/B/C/";
            await db.SaveChangesAsync(Stop);
            Assert.Equal(["hos A/B/", "hos A/B/C/", "hos E/"], await SeenAsync(units[4].Id, below: true));
            return 0;

            async Task<List<string>> SeenAsync(Id<Unit>? unit, bool below)
            {
                await viewer.HoldAsync(db, (AccessRole.Manager, unit, below));
                return await db.Incidents.OrderBy(i => i.Reference).Select(i => i.Summary).ToListAsync(Stop);
            }
        });
    }

    /// <summary>The wall at the save: past every check of the register, straight at the database's context.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Nothing_is_saved_outside_ones_reach_by_any_way(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            var units = await Planting.UnitsAsync(db, "A/", "B/");
            var foreign = Of(units[1].Id, "F");
            db.Add(foreign);
            await db.SaveChangesAsync(Stop);
            var own = Of(units[0].Id, "E");
            viewer.MayAll(units[0].Id);
            db.Add(own);
            await db.SaveChangesAsync(Stop);

            await RefusedAsync(() => db.Add(Of(units[1].Id, "N")));
            await RefusedAsync(() => db.Attach(foreign).Entity.Summary = "skrivet över");
            await RefusedAsync(() => db.Attach(foreign).Entity.UnitId = units[0].Id);   // taken over
            await RefusedAsync(() => db.Attach(own).Entity.UnitId = units[1].Id);   // moved away
            await RefusedAsync(() => db.Remove(foreign));
            db.Attach(own).Entity.Summary = "får ändras";
            await db.SaveChangesAsync(Stop);

            // and in words, by the register's own way in
            var register = services.GetRequiredService<IncidentRegister>();
            db.ChangeTracker.Clear();
            await viewer.HoldAsync(db, (AccessRole.Director, null, true), (AccessRole.Manager, units[0].Id, true));
            db.ChangeTracker.Clear();
            var taken = await register.SaveAsync(db, foreign.Id.Value, null, new Dictionary<string, object?> { ["unit"] = units[0].Id.ToString() }, app.Clock.GetUtcNow(), Stop);
            Assert.Equal(SaveStatus.Forbidden, taken.Status);
            return 0;

            async Task RefusedAsync(Action change)
            {
                db.ChangeTracker.Clear();
                change();
                await Assert.ThrowsAsync<OutOfScopeException>(() => db.SaveChangesAsync(Stop));
                db.ChangeTracker.Clear();
                own.UnitId = units[0].Id;
                foreign.UnitId = units[1].Id;
            }
        });

        Incident Of(Id<Unit> unit, string reference) => new() { Id = Id<Incident>.New(), Channel = Channel.OwnForm, Reference = reference, Summary = reference, UnitId = unit, OccurredAt = app.Clock.GetUtcNow() };
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Two_administrators_are_always_left(string provider)
    {
        await using var app = TestApp.On(provider);
        var people = new List<Person>();
        foreach (var name in new[] { "a", "b", "c" })
            people.Add(await Person.WithAsync(app, name, [AccessRole.Administrator], hasSignedIn: false));
        var outcomes = await Task.WhenAll(people.Select(p => app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return await services.GetRequiredService<AccountKeeper>().DisableAsync(p.Id, Stop);
        })));
        Assert.Equal(1, outcomes.Count(o => o.IsDone));
        Assert.Equal(2, outcomes.Count(o => o.Problem is "LastAdministrators"));
    }

    [Fact]
    public void Nobody_gives_himself_a_role_or_approves_his_own_or_gives_one_for_more_than_a_year()
    {
        var (one, other, holder, day) = (Id<Account>.New(), Id<Account>.New(), Id<Account>.New(), new DateOnly(2026, 1, 15));
        Assert.Equal("ToOneself", Person.Role(one, AccessRole.Manager, null, day, by: one).Fits().Problem);
        Assert.Equal("TooLong", Person.Role(holder, AccessRole.Manager, null, day, one, months: 13).Fits().Problem);
        Assert.Equal("OnlyForAll", Person.Role(holder, AccessRole.Administrator, Id<Unit>.New(), day, one).Fits().Problem);
        Assert.True(Person.Role(holder, AccessRole.Manager, null, day, one).Fits().IsDone);
        Assert.Equal("ToOneself", Person.Role(holder, AccessRole.Manager, null, day, one).Approve(holder, default).Problem);
        Assert.Equal("NeedsAnother", Person.Role(holder, AccessRole.CityCiso, null, day, one).Approve(one, default).Problem);
        Assert.True(Person.Role(holder, AccessRole.CityCiso, null, day, one).Approve(other, default).IsDone);
        var role = Person.Role(holder, AccessRole.Manager, null, day, one);
        Assert.False(role.HoldsOn(day));
        role.Approve(one, default);
        Assert.True(role.HoldsOn(day) && role.HoldsOn(role.Until) && !role.HoldsOn(role.Until.AddDays(1)) && !role.HoldsOn(day.AddDays(-1)));
        role.End(one, default);
        Assert.False(role.HoldsOn(day));
    }
}
