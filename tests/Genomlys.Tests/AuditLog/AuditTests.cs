using Genomlys.Accounts.Log;
using Genomlys.Assets;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.AuditLog;

/// <summary>Every change is told by the save that makes it, and what is told stays.</summary>
public sealed class AuditTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_made_changed_archived_and_restored_is_told_with_who_and_why(string provider)
    {
        await using var app = TestApp.On(provider);
        var id = await Logged.SystemAsync(app, "Ekot", "Ekot 2");
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().MayAll(null);
            var (db, register) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<RegisterBook>().Of(typeof(BusinessSystem))!);
            db.Because = "Avvecklat";
            await register.ArchiveAsync(db, id, null, restore: false, db.Now, default);
            db.ChangeTracker.Clear();
            return await register.ArchiveAsync(db, id, null, restore: true, db.Now, default);
        });
        var told = await Logged.EventsAsync(app, id);
        Assert.Equal([AuditKind.Created, AuditKind.Changed, AuditKind.Archived, AuditKind.Restored], told.Select(e => e.Kind));
        Assert.All(told, e => Assert.Equal((TestViewers.Account, "systems"), (e.ActorId!.Value.Value, e.Register)));
        Assert.Equal(["", "Name", "", ""], told.Select(e => e.Fields));
        Assert.Equal(["", "", "Avvecklat", "Avvecklat"], told.Select(e => e.Reason));
        Assert.DoesNotContain(told, e => string.Join(' ', e.Told).Contains("Ekot", StringComparison.Ordinal));   // what was said lies beside, and can be purged
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_taken_back_is_not_told(string provider)
    {
        await using var app = TestApp.On(provider);
        var before = (await Logged.EventsAsync(app)).Count;
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(new BusinessSystem { Id = Id<BusinessSystem>.New(), Reference = "S-1", Name = "Ångrat" });
            await db.SaveChangesAsync();
            Assert.Equal(before + 1, await db.Set<AuditEvent>().CountAsync());
            await transaction.RollbackAsync();
            return 0;
        });
        Assert.Equal(before, (await Logged.EventsAsync(app)).Count);
    }

    [Fact]
    public async Task Where_nothing_can_be_told_nothing_is_changed()
    {
        await using var app = TestApp.On("Sqlite");
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE audit_events RENAME TO elsewhere");
            db.Add(new BusinessSystem { Id = Id<BusinessSystem>.New(), Reference = "S-1", Name = "Otalt" });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
            db.ChangeTracker.Clear();
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE elsewhere RENAME TO audit_events");
            Assert.False(await db.Set<BusinessSystem>().AnyAsync(s => s.Name == "Otalt"));
            return 0;
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_databases_refuse_to_change_what_was_told(string provider)
    {
        await using var app = TestApp.On(provider);
        await Logged.SystemAsync(app, "Ekot", "Ekot 2");
        await Logged.ProtectedAsync(app);
        await Logged.SignAsync(app);
        foreach (var table in AuditTables.AppendOnly)
            foreach (var sql in new[] { $"DELETE FROM {table}", table switch { "audit_events" => "UPDATE audit_events SET \"Reason\" = 'x'", "audit_leaves" => "UPDATE audit_leaves SET \"Position\" = \"Position\" + 1000", "audit_veils" => "UPDATE audit_veils SET \"RecordId\" = \"EventId\"", _ => "UPDATE audit_checkpoints SET \"Size\" = 7" } })
                await app.Use(async services =>
                {
                    services.GetRequiredService<Viewer>().BeProgram();
                    var db = services.GetRequiredService<GenomlysDb>();
                    Assert.Contains("written once", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
                    return 0;
                });
        Assert.True((await Logged.VerifyAsync(app)).IsSound);
    }

    [Fact]
    public async Task What_concerns_rights_stands_in_the_log_too()
    {
        await using var app = TestApp.On("Sqlite");
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            await services.GetRequiredService<SecurityLog>().WriteAsync(SecurityEventKind.Refused, null, "/incidents", "Read", default);
            return 0;
        });
        Assert.Contains(await Logged.EventsAsync(app), e => e is { Kind: AuditKind.Security, Register: "accounts", Subject: "Refused: /incidents", Reason: "Read" });
    }

    [Fact]
    public async Task What_is_taken_out_as_a_file_is_told()
    {
        await using var app = TestApp.On("Sqlite");
        await app.Browser.GetAsync("/systems/export.csv", TestContext.Current.CancellationToken);
        var told = Assert.Single(await Logged.EventsAsync(app), e => e.Kind is AuditKind.Exported);
        Assert.Equal(("systems", "csv", TestViewers.Account), (told.Register, told.Subject, told.ActorId!.Value.Value));
    }

    [Fact]
    public async Task Every_table_is_told_of_or_says_why_not()
    {
        await using var app = TestApp.On("Sqlite");
        app.Use(services =>
        {
            var types = services.GetRequiredService<GenomlysDb>().Model.GetEntityTypes().Select(t => t.ClrType).ToList();
            Assert.Contains(typeof(BusinessSystem), types.Where(KeepAudit.IsAudited));
            var silent = types.Where(t => !KeepAudit.IsAudited(t) && t.Namespace != typeof(KeepAudit).Namespace).ToList();
            Assert.All(silent, t => Assert.True(((NotAuditedAttribute)Attribute.GetCustomAttribute(t, typeof(NotAuditedAttribute))!).Reason.Length > 10));
            Assert.DoesNotContain(silent, t => services.GetRequiredService<RegisterBook>().Of(t) is not null && t.Name is not "ReadPiece");   // no register is silent, but for proposals that are accepted elsewhere
        });
    }
}
