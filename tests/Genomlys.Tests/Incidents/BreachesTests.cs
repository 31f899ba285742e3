using Genomlys.Incidents;
using Genomlys.Incidents.Events;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Incidents;

/// <summary>What the report says of personal data breaches: each is in exactly one line, and what cannot be known is not guessed.</summary>
public sealed class BreachesTests
{
    private static readonly DateTimeOffset At = new(2025, 5, 5, 8, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(10, 82, Timing.InTime)]
    [InlineData(10, 83, Timing.Late)]
    [InlineData(null, 72, Timing.InTime)]
    [InlineData(null, 73, Timing.Undecidable)]
    public void A_notification_is_in_time_late_or_cannot_be_decided(int? aware, int? notified, Timing? expected) => Assert.Equal(expected, Breach("1", aware, notified).Timeliness);

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_section_counts_each_breach_once_and_each_number_opens_its_records(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var (db, incidents, section) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<IncidentRegister>(), services.GetServices<ISection>().Single(s => s.Key == "incidents.breaches"));
            Assert.Contains("inget att redovisa", await TextAsync(), StringComparison.Ordinal);
            var explained = Breach("5", null, null, unit);
            explained.NotNotifiedBecause = "Osannolik risk";
            db.AddRange(Breach("1", 10, 20, unit), Breach("2", 10, 90, unit), Breach("3", null, 90, unit), Breach("4", null, null, unit), explained, An.Incident(reference: "6", unit: unit, at: At, personalData: false));
            await db.SaveChangesAsync();
            Assert.Contains("5 personuppgiftsincidenter", await TextAsync(), StringComparison.Ordinal);
            var year = Period.Year(2025);
            var timeliness = await incidents.Timeliness.EvaluateAsync(db, year, default);
            Assert.Equal([(nameof(Timing.InTime), 1m), (nameof(Timing.Late), 1m), (nameof(Timing.Undecidable), 1m)], timeliness.Parts.Where(p => p.Value > 0).Select(p => (p.Key, p.Value)).OrderBy(p => p.Key));
            foreach (var (figure, count) in new[] { (incidents.Notified, 3), (incidents.Explained, 1), (incidents.Unsettled, 1) })
            {
                var result = await figure.EvaluateAsync(db, year, default);
                Assert.Equal(count, result.Value);
                Assert.Equal(count, (await incidents.IdsAsync(db, Selection.ParseHref(result.Href), default)).Count);
            }
            return 0;

            async Task<string> TextAsync() => string.Concat((await section.WriteAsync(new SectionContext(db, Period.Year(2025)), default)).OfType<Genomlys.Documents.Block.Paragraph>().SelectMany(p => p.Content).Select(i => i switch { Genomlys.Documents.Inline.Text t => t.Value, Genomlys.Documents.Inline.Figure f => f.Value, _ => "" }));
        });
    }

    private static Incident Breach(string reference, int? aware, int? notified, Id<Unit>? unit = null)
    {
        var incident = An.Incident(reference: reference, unit: unit, at: At, personalData: true);
        Assert.True(incident.BecomeAware(aware is { } hours ? At.AddHours(hours) : null).IsDone && incident.Notify(notified is { } later ? At.AddHours(later) : null).IsDone);
        return incident;
    }
}
