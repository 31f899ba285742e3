using Genomlys.Shared.Access;

namespace Genomlys.Shared.Audit;

/// <summary>Something that is itself an account of what was done: the log tells it in its own words.</summary>
public interface IAudited
{
    AuditTold ForAudit();
}

/// <summary>How such a thing stands in the log. Whoever did it is whoever has signed in, where nobody is named.</summary>
public readonly record struct AuditTold(AuditKind Kind, string Register, Guid? RecordId, string Subject, string Reason = "", bool IsProtected = false, Id<Unit>? Unit = null, Id<Colleague>? Actor = null);

/// <summary>Leaves no entry in the log, for the reason that is given.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute(string reason) : Attribute
{
    public string Reason => reason;
}
