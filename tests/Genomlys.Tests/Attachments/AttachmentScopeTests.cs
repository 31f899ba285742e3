using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Tests.AuditLog;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Genomlys.Tests.Attachments;

/// <summary>A file is seen, changed and told of as its record is, by every wall.</summary>
public sealed class AttachmentScopeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_another_units_record_there_is_nothing(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app, "A/");
        await Planting.UnitsAsync(app, "B/");
        var address = await app.KeptAsync(record, "avtal.pdf", Sent.Pdf);
        await NothingAsync(app, record, address, r => r.Headers.Add("X-Test-Path", "B/"));
        Assert.Equal(200, await app.StatusAsync(HttpMethod.Get, address, r => r.Headers.Add("X-Test-Path", "A/")));
        var own = await Sent.SystemAsync(app, "C/");   // nor by way of a record of one's own
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, $"/api{own}/attachments/{address.Split('/')[^1]}", r => r.Headers.Add("X-Test-Path", "C/")));
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, $"/api{own}/attachments/{address.Split('/')[^1]}"));
        Assert.Single(await app.RowsAsync());
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_a_protected_record_there_is_nothing_but_for_those_named(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.IncidentAsync(app, Secrecy.Protected);
        Assert.Equal(404, (int)(await app.SendAsync(record, "avtal.pdf", Sent.Pdf, also: r => r.As(TestViewers.Other))).StatusCode);
        using var sent = await app.SendAsync(record, "avtal.pdf", Sent.Pdf, also: r => r.As(TestViewers.Named));
        var address = $"{sent.Headers.Location}";
        await NothingAsync(app, record, address, r => r.As(TestViewers.Other));
        Assert.Equal(200, await app.StatusAsync(HttpMethod.Get, address, r => r.As(TestViewers.Named)));

        // broken open it is read, and not written
        using var breaker = await Visit.AsAsync(app, "jour", AccessRole.Coordinator);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(new RecordHandler { Id = Id<RecordHandler>.New(), Register = "incidents", RecordId = Guid.Parse(record.Split('/')[^1]), AccountId = breaker.Account.Value, NamedById = null, NamedAt = db.Now, Until = db.Now.AddMinutes(10) });
            return await db.SaveChangesAsync(Stop);
        });
        Assert.Equal(200, await ByBreakerAsync(HttpMethod.Get, address));
        Assert.Equal(403, await ByBreakerAsync(HttpMethod.Post, $"/api{record}/attachments?name=mer.pdf", Sent.Raw(Sent.PdfOf(100))));
        Assert.Equal(403, await ByBreakerAsync(HttpMethod.Delete, address));
        app.Clock.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(404, await ByBreakerAsync(HttpMethod.Get, address));

        var told = await Logged.EventsAsync(app, Guid.Parse(record.Split('/')[^1]));
        Assert.True(Assert.Single(told, e => e.Kind is AuditKind.Attached).IsProtected);   // and the log shows nothing of it
        Assert.Contains(told, e => e is { Kind: AuditKind.Read, IsProtected: true });

        async Task<int> ByBreakerAsync(HttpMethod method, string at, HttpContent? content = null)
        {
            using var answer = await breaker.AskAsync(method, at, content, also: r => r.Headers.TryAddWithoutValidation("If-Match", "\"0\""));
            return (int)answer.StatusCode;
        }
    }

    /// <summary>Whoever forgets to ask for the record finds no file; and whatever he has found, he writes nothing that is not his.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Past_the_keeper_the_walls_hold(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app, "A/");
        var unit = (await Planting.UnitsAsync(app, "B/"))[0];
        await app.KeptAsync(record, "avtal.pdf", Sent.Pdf);
        var row = Assert.Single(await app.RowsAsync());
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            viewer.MayAll(null);
            Assert.Empty(await db.Attachments.ToListAsync(Stop));
            Assert.NotNull(await db.Registers.Of("systems")!.FindAsync(db, row.RecordId, Stop));
            Assert.Single(await db.Attachments.AsNoTracking().ToListAsync(Stop));
            viewer.MayAll(unit);
            Assert.Empty(await db.Attachments.AsNoTracking().ToListAsync(Stop));
            Assert.Null(await db.Registers.Of("systems")!.FindAsync(db, row.RecordId, Stop));
            await RefusedAsync(() => db.Add(Another("systems", row.RecordId)));
            await RefusedAsync(() => db.Add(Another("systems", Guid.CreateVersion7())));
            await RefusedAsync(() => db.Add(Another("nothing", row.RecordId)));
            await RefusedAsync(() => db.Remove(row));
            await RefusedAsync(() => db.Attach(row).Entity.State = AttachmentState.Clean);
            viewer.Enter(TestViewers.Account, "", [new(Area.Assets, Rights.Read, Secrecy.Restricted, null), new(Area.Reference, Rights.Read, Secrecy.Restricted, null)], []);
            await RefusedAsync(() => db.Remove(row));   // who reads it writes it not
            return 0;

            async Task RefusedAsync(Action change)
            {
                db.ChangeTracker.Clear();
                change();
                await Assert.ThrowsAsync<OutOfScopeException>(() => db.SaveChangesAsync(Stop));
                db.ChangeTracker.Clear();
            }
        });
        Assert.Equal(AttachmentState.NotScanned, Assert.Single(await app.RowsAsync()).State);
    }

    /// <summary>The third wall by itself, past every filter of ours.</summary>
    [Fact]
    public async Task PostgreSQL_shows_a_file_to_those_it_shows_the_record_and_lets_those_write_it_who_may_write_the_record()
    {
        await using var app = TestApp.On("PostgreSQL");
        var system = await Sent.SystemAsync(app, "S/");
        var incident = await Sent.IncidentAsync(app, Secrecy.Protected);
        var shared = System.Text.Json.JsonDocument.Parse(await app.Browser.GetStringAsync("/api/units", Stop)).RootElement.GetProperty("items")[0].GetProperty("id").GetGuid();
        await app.KeptAsync(system, "a.pdf", Sent.Pdf);
        await app.KeptAsync($"/units/{shared}", "b.pdf", Sent.Pdf);
        using (var sent = await app.SendAsync(incident, "c.pdf", Sent.Pdf, also: r => r.As(TestViewers.Named)))
            Assert.Equal(201, (int)sent.StatusCode);
        app.Host.Postgres.BeStrict();
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Path, u => u.Id, Stop);
            foreach (var (role, unit, names, writes) in new (AccessRole, string?, string, string)[]
            {
                (AccessRole.Coordinator, "S/", "a.pdf b.pdf", "a.pdf b.pdf"), (AccessRole.Coordinator, "A/", "b.pdf", "b.pdf"), (AccessRole.AssetOwner, "S/", "a.pdf b.pdf", "a.pdf"), (AccessRole.CityCiso, null, "a.pdf b.pdf", "b.pdf"),
                (AccessRole.Auditor, "S/", "a.pdf b.pdf", ""), (AccessRole.Administrator, null, "b.pdf", ""),   // what all share is changed by those who coordinate from the top
            })
            {
                await viewer.HoldAsync(db, (role, unit is null ? null : units[unit], true));
                db.ChangeTracker.Clear();
                Assert.Equal((role, names), (role, string.Join(' ', await db.AllAttachments().OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(Stop))));
                await using var transaction = await db.Database.BeginTransactionAsync(Stop);
                Assert.Equal((role, writes), (role, string.Join(' ', (await db.Database.SqlQueryRaw<string>("DELETE FROM attachments RETURNING \"Name\"").ToListAsync(Stop)).Order(StringComparer.Ordinal))));
                await transaction.RollbackAsync(Stop);
            }
            return 0;
        });
        await using var nobody = new NpgsqlConnection(app.Host.Postgres.Connection);
        await nobody.OpenAsync(Stop);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM attachments", nobody);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Stop));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_added_read_and_removed_is_told_without_saying_what_it_is_called(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.IncidentAsync(app, Secrecy.Restricted);
        var id = Guid.Parse(record.Split('/')[^1]);
        var address = await app.KeptAsync(record, "KANARIE.pdf", Sent.Pdf, "KANARIEN");
        var attachment = address.Split('/')[^1];
        await app.Browser.GetByteArrayAsync(address, Stop);
        var row = Assert.Single(await app.RowsAsync());
        Assert.Equal(204, await app.StatusAsync(HttpMethod.Delete, address, r => r.Headers.TryAddWithoutValidation("If-Match", $"\"{row.Sha256}\"")));
        var told = await Logged.EventsAsync(app, id);
        var unit = told.First(e => e.Kind is AuditKind.Created).UnitId;
        foreach (var kind in new[] { AuditKind.Attached, AuditKind.Detached })
        {
            var happened = Assert.Single(told, e => e.Kind == kind);
            Assert.Equal(("incidents", attachment, unit, (Guid?)TestViewers.Account), (happened.Register, happened.Subject, happened.UnitId, happened.ActorId?.Value));
            Assert.Equal(["Attachment.Description", "Attachment.MediaType", "Attachment.Name", "Attachment.Sha256"], happened.Fields.Split('\n'));
            Assert.Equal(4, happened.Commitments.Split('\n').Distinct().Count());
        }
        Assert.Contains(told, e => e.Kind is AuditKind.Read && e.Subject == $"attachment {attachment}");
        Assert.DoesNotContain(told, e => string.Join(' ', e.Told).Contains("KANARIE", StringComparison.Ordinal));
        await Logged.SignAsync(app);
        Assert.Empty((await Logged.VerifyAsync(app)).Faults);

        var history = (await app.PageAsync($"{record}/history")).QuerySelector(".history")!.TextContent;
        foreach (var word in new[] { "Bilaga tillagd", "Bilaga borttagen", "KANARIE.pdf" })
            Assert.Contains(word, history, StringComparison.Ordinal);
    }

    private static async Task NothingAsync(TestApp app, string record, string address, Action<HttpRequestMessage> asker)
    {
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, record, asker));
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, $"/api{record}/attachments", asker));
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, address, asker));
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, address["/api".Length..], asker));
        Assert.Equal(404, (int)(await app.SendAsync(record, "mer.pdf", Sent.PdfOf(100), also: asker)).StatusCode);
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Delete, address, r => { asker(r); r.Headers.TryAddWithoutValidation("If-Match", "\"0\""); }));
    }

    private static Attachment Another(string register, Guid record) => new()
    {
        Id = Id<Attachment>.New(), Register = register, RecordId = record, Name = "x.pdf", MediaType = "application/pdf", Size = 1, Sha256 = "", Stored = $"{Guid.CreateVersion7():N}", SentAt = default, State = AttachmentState.Clean,
    };
}
