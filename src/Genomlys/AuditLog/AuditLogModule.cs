using Genomlys.AuditLog.History;
using Genomlys.Shared;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Registers;

namespace Genomlys.AuditLog;

/// <summary>Who has done what: the log for auditors, the history of each record for those who read it, and the signed roots that show that nothing was rewritten.</summary>
public sealed class AuditLogModule : IModule
{
    public string Name => "audit-log";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.Other, "shield-check")
        .Register<AuditEventRegister>()
        .Service<RecordHistory>()
        .Beside<Checkpointing>();

    public void Map(IEndpointRouteBuilder app)
    {
        CheckpointRoutes.Map(app);
        foreach (var register in app.ServiceProvider.GetRequiredService<RegisterBook>().All)
            HistoryRoutes.Map(app, register);
    }
}
