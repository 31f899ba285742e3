using System.Globalization;

namespace Genomlys.Shared.Audit;

/// <summary>Instants of the log: to the microsecond, which is as much as both databases keep, and written in one way, since they are hashed.</summary>
internal static class AuditTime
{
    extension(DateTimeOffset at)
    {
        public DateTimeOffset ToMicroseconds => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

        public string Hashed => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }
}
