using System.Text;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;

namespace Genomlys.AuditLog;

/// <summary>The last signed root as a file, for an auditor to keep elsewhere.</summary>
internal static class CheckpointRoutes
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGroup("/audit-log").Needs(Need.Read, Area.AuditLog)
        .Get("checkpoint.json", async call => await call.Service<AuditTree>().LastAsync(call.Stop) is { } last
            ? TypedResults.File(Encoding.UTF8.GetBytes(last.Write()), "application/json", $"genomlys-logg-{last.Size}.json")
            : TypedResults.NotFound());
}
