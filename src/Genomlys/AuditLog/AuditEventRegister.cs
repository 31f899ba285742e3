using System.Linq.Expressions;
using Genomlys.Accounts.Log;
using Genomlys.AuditLog.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.AuditLog;

/// <summary>
/// The audit log, for auditors: who did what, when and to which record. What a record said stands in its own history, for those who read the record;
/// of what is protected the log shows nothing.
/// </summary>
public sealed class AuditEventRegister : Register<AuditEvent>
{
    public AuditEventRegister() : base("audit-log", Area.AuditLog, Words.Of<AuditEventRegister>())
    {
        var kind = Field(e => e.Kind).Facet();
        var at = Computed("at", e => e.At);
        Field(e => e.Register).Named(new RegisterLookup()).Facet();
        Field(e => e.ActorId).Named(new ActorLookup()).Facet();
        Reference<Unit>(e => e.UnitId, u => u.Name, u => u.Code).Detail();
        Field(e => e.Fields).Detail();
        Field(e => e.Subject).Worded(LoggedWords.OfAsync).Searchable(LoggedWords.Searched);
        Field(e => e.Reason).Worded(LoggedWords.OfAsync).Searchable(LoggedWords.Searched);
        Field(e => e.From).Detail();

        Within(e => e.UnitId ?? default);
        Titled(kind);
        Ordered(at, descending: true);

        Total = Figure("total").During(e => e.At).Split(kind);
    }

    public Shared.Figures.Figure Total { get; }

    internal override Unguarded Unguarded => Unguarded.Adding;   // whoever changes something tells of it

    internal override IEnumerable<(Type Rows, string Name, LambdaExpression Keeps)> Filters(GenomlysDb db)
    {
        Expression<Func<AuditEvent, bool>> open = e => !e.IsProtected && !db.Set<AuditVeil>().Any(v => v.RecordId == e.RecordId);
        return [.. base.Filters(db), (typeof(AuditEvent), Class, open)];
    }

    /// <summary>Where to the record itself, for those who may open it.</summary>
    public override async Task<RenderFragment?> BelowAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        var told = new Id<AuditEvent>(id);
        if (await db.Set<AuditEvent>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == told, stop) is not { RecordId: { } record } happened)
            return null;
        var href = happened.Kind is AuditKind.Imported or AuditKind.ImportUndone ? $"/imports/{record}" : db.Registers.Of(happened.Register) is { } register && db.Viewer.Reads(register.Area) ? $"{register.Path}/{record}/history" : null;
        return href is null ? null : page =>
        {
            page.OpenComponent<ToRecord>(0);
            page.AddComponentParameter(1, nameof(ToRecord.Href), href);
            page.CloseComponent();
        };
    }
}
