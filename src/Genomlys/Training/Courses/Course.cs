using Genomlys.Shared;

namespace Genomlys.Training.Courses;

/// <summary>A course someone must take, and how often. The months are data: the city decides them and may change them.</summary>
public sealed class Course : IRecord<Course>
{
    /// <summary>The two every employee takes have fixed identities, so that figures find them whatever they are called this year.</summary>
    public static readonly Id<Course> InformationSecurity = new(new Guid("0193c000-0000-7000-8000-000000000001")), DataProtection = new(new Guid("0193c000-0000-7000-8000-000000000002"));

    public required Id<Course> Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>After how many months a certificate must be renewed; nothing when it holds for good.</summary>
    public int? RenewalMonths { get; set; }
    public DateOnly? ValidFrom { get; set; }
    public string? Source { get; set; }

    /// <summary>The last day a certificate of this course holds, when the platform does not say.</summary>
    public DateOnly? LastDay(DateOnly certifiedOn) => RenewalMonths is { } months ? certifiedOn.AddMonths(months) : null;
}
