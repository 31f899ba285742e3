using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Audits;

/// <summary>The day an answer is due, and the day the action is, are deadlines like any other; the day itself is the last. What is closed waits for neither.</summary>
internal static class AuditDeadlines
{
    public const string Answer = "audits.answer", Action = "audits.action";

    public static readonly IReadOnlySet<string> Reads = new HashSet<string> { "reportedOn", "text", "unit", "answerDue", "answeredOn", "due", "closedOn", "secrecy" };

    /// <summary>As the recommendation is now; one of no unit has none. The caller saves.</summary>
    public static void Set(GenomlysDb db, AuditRecommendation recommendation, Words words, DateTimeOffset now)
    {
        if (db.Entry(recommendation).State is not EntityState.Added)
            db.RemoveRange(db.Deadlines.Where(d => d.RecordId == recommendation.Id.Value && (d.Duty == Answer || d.Duty == Action)).ToList());
        if (recommendation.UnitId is not { } unit)
            return;
        if (recommendation.AnswerDue is { } answer)
            Add(Answer, words.Format("Deadline.Answer", recommendation.Called), answer, recommendation.AnsweredOn ?? recommendation.ClosedOn);
        if (recommendation.Due is { } action)
            Add(Action, words.Format("Deadline.Action", recommendation.Called), action, recommendation.ClosedOn);

        void Add(string duty, string subject, DateOnly due, DateOnly? met)
        {
            var deadline = new Deadline
            {
                Id = Id<Deadline>.New(), Duty = duty, Subject = subject, Href = $"/audits/{recommendation.Id}", Area = Area.Audits, UnitId = unit, RecordId = recommendation.Id.Value, Secrecy = recommendation.Secrecy,
                StartedAt = recommendation.ReportedOn is { } on ? Period.StartOf(on) : now, DueAt = Period.StartOf(due.AddDays(1)), Source = recommendation.Reference,
            };
            if (met is { } day)
                deadline.Meet(Period.StartOf(day));
            db.Deadlines.Add(deadline);
        }
    }
}
