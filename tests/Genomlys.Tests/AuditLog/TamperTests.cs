using Genomlys.Shared.Audit;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.AuditLog;

/// <summary>Whoever owns the database can rewrite it, and is found out (bar 12).</summary>
[Trait("Bar", "12")]
public sealed class TamperTests
{
    private const int Edits = 1000, Others = 100;
    private static readonly string[] Columns = ["At", "Kind", "Register", "From", "Fields", "Commitments", "Subject", "Reason", "IsProtected", "ActorId", "RecordId"];

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Every_edit_removal_reordering_and_cut_is_found(string provider)
    {
        await using var app = TestApp.On(provider);
        await Logged.SystemAsync(app, "Ekot", [.. Enumerable.Range(0, 20).Select(n => $"Ekot {n}")]);
        await Logged.SignAsync(app);
        await Logged.SystemAsync(app, "Kajen", [.. Enumerable.Range(0, 20).Select(n => $"Kajen {n}")]);
        var kept = (await Logged.SignAsync(app))!;
        Assert.Equal((0, kept.Size), ((await Logged.VerifyAsync(app, kept)).Faults.Count, (await Logged.VerifyAsync(app)).Events));

        var (random, events) = (new Random(12), (await Logged.EventsAsync(app)).Where(e => e.Commitments is not "").ToList());
        await MissedAsync("single fields edited", Edits, n =>
        {
            var (told, column) = (events[random.Next(events.Count)], Columns[n % Columns.Length]);
            return n % 12 is 11
                ? [("UPDATE audit_values SET \"Sealed\" = (SELECT \"Sealed\" FROM audit_values WHERE \"EventId\" <> {0} LIMIT 1) WHERE \"EventId\" = {0}", [told.Id.Value])]
                : [($"UPDATE audit_events SET \"{column}\" = {Other(provider, column)} WHERE \"Id\" = {{0}}", [told.Id.Value])];
        });
        await MissedAsync("events removed", Others, _ =>
        {
            var told = events[random.Next(events.Count)].Id.Value;
            return [("DELETE FROM audit_values WHERE \"EventId\" = {0}", [told]), .. provider is "Sqlite" ? new[] { ("DELETE FROM audit_events WHERE \"Id\" = {0}", new object[] { told }) } : [("DELETE FROM audit_leaves WHERE \"EventId\" = {0}", [told]), ("DELETE FROM audit_events WHERE \"Id\" = {0}", [told])]];
        });
        await MissedAsync("leaves in another order", Others, _ =>
        {
            var (a, b) = (random.NextInt64(kept.Size / 2), kept.Size / 2 + random.NextInt64(kept.Size / 2));
            return [("UPDATE audit_leaves SET \"Position\" = -1 WHERE \"Position\" = {0}", [a]), ("UPDATE audit_leaves SET \"Position\" = {0} WHERE \"Position\" = {1}", [a, b]), ("UPDATE audit_leaves SET \"Position\" = {0} WHERE \"Position\" = -1", [b])];
        });
        await MissedAsync("ends cut off, with the checkpoints that told", Others, _ =>
        {
            var to = random.NextInt64(kept.Size);
            return [("DELETE FROM audit_leaves WHERE \"Position\" >= {0}", [to]), ("DELETE FROM audit_checkpoints WHERE \"Size\" > {0}", [to])];
        });

        var (plain, hidden) = (events[0], await Logged.ProtectedAsync(app));
        kept = (await Logged.SignAsync(app))!;
        await MissedAsync("records hidden that are not protected, and shown that are", Others, n => n % 2 is 0
            ? [("INSERT INTO audit_veils (\"EventId\", \"RecordId\") VALUES ({0}, {1})", [plain.Id.Value, n % 4 is 0 ? plain.RecordId!.Value : hidden])]
            : [n % 4 is 1 ? ("DELETE FROM audit_veils WHERE \"RecordId\" = {0}", [hidden]) : ("UPDATE audit_veils SET \"RecordId\" = {1} WHERE \"RecordId\" = {0}", [hidden, plain.RecordId!.Value])]);

        async Task MissedAsync(string what, int times, Func<int, (string, object[])[]> act)
        {
            var missed = 0;
            for (var n = 0; n < times; n++)
                if ((await Logged.TamperedAsync(app, [kept], act(n))).IsSound)
                    missed++;
            Bar.None(12, provider, [.. Enumerable.Repeat(what, missed)], $"of {times} {what}, not found");
        }
    }

    /// <summary>Another value than there was, that the column takes.</summary>
    private static string Other(string provider, string column) => column switch
    {
        "At" => provider is "Sqlite" ? "'2020-01-01 00:00:00'" : "'2020-01-01T00:00:00Z'::timestamptz",
        "Kind" => "'Restored'",
        "IsProtected" => provider is "Sqlite" ? "1 - \"IsProtected\"" : "NOT \"IsProtected\"",
        "ActorId" or "RecordId" => provider is "Sqlite" ? "'019A0000-0000-7000-8000-000000000000'" : "'019A0000-0000-7000-8000-000000000000'::uuid",
        _ => $"\"{column}\" || 'x'",
    };

    [Fact]
    public async Task A_log_signed_with_another_key_is_not_ours_and_a_forged_checkpoint_is_not_genuine()
    {
        await using var app = TestApp.On("Sqlite");
        await Logged.SystemAsync(app, "Ekot");
        var kept = (await Logged.SignAsync(app))!;
        var stranger = new AuditKey(Genomlys.Shared.Data.MasterKey.Passing());
        var others = Checkpoint.Unsigned(kept.Size, Convert.FromHexString(kept.Root), app.Clock.GetUtcNow(), stranger);
        Assert.Single((await Logged.VerifyAsync(app, others with { Signature = Convert.ToBase64String(stranger.Sign(others.Text)) })).Faults);
        Assert.Single((await Logged.VerifyAsync(app, kept with { Root = new string('0', 64) })).Faults);
        Assert.Single((await Logged.VerifyAsync(app, kept with { Signature = "" })).Faults);
        Assert.Empty((await Logged.VerifyAsync(app, kept)).Faults);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Values_are_purged_without_breaking_the_tree(string provider)
    {
        await using var app = TestApp.On(provider);
        await Logged.SystemAsync(app, "Ekot", "Ekot 2", "Ekot 3");
        var kept = (await Logged.SignAsync(app))!;
        var verdict = await Logged.TamperedAsync(app, [kept], ("DELETE FROM audit_values", []));
        Assert.Equal((0, 2L), (verdict.Faults.Count, verdict.Purged));
    }
}
