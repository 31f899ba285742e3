using System.Globalization;
using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Incidents.Events;

/// <summary>A timeline of one incident. A date that is only a week or a month stays so; what is no date is refused.</summary>
public sealed class TimelineImport : Importer
{
    private static readonly Words words = Words.Of<TimelineImport>();

    public TimelineImport() : base("timeline", "incident-events", words.Names("Importer.timeline.Headers"))
    {
        NamedColumns();
        var date = words.Names("Importer.timeline.Headers")[0];
        Constant("case", words.Names("SupplierAttack")[0]);
        Derive("on", row => Dating.Read(row[date]) is { } when ? when.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : row[date]);
        Derive("precision", row => (Dating.Read(row[date])?.Precision ?? Precision.Day).ToString());
    }
}
