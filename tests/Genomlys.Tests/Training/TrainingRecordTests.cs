using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Training;
using Genomlys.Training.Courses;

namespace Genomlys.Tests.Training;

public sealed class TrainingRecordTests
{
    private static readonly DateOnly LastDay = new(2025, 11, 15);

    [Fact]
    public void A_certificate_holds_on_its_last_day() =>
        Assert.Equal(TrainingStatus.Certified, A(TrainingStatus.Certified, validUntil: LastDay).StateOn(LastDay));

    [Fact]
    public void A_certificate_has_expired_the_day_after() =>
        Assert.Equal(TrainingStatus.Expired, A(TrainingStatus.Certified, validUntil: LastDay).StateOn(LastDay.AddDays(1)));

    [Fact]
    public void What_was_never_certified_does_not_expire() =>
        Assert.Equal(TrainingStatus.Started, A(TrainingStatus.Started).StateOn(LastDay));

    [Fact]
    public void Someone_the_platform_does_not_group_is_kept_with_the_reason()
    {
        var record = A(null, isGrouped: false);
        Assert.True(record.Settle().IsDone);
        Assert.Equal(ExclusionReason.NotGrouped, record.Exclusion);
    }

    [Fact]
    public void Someone_who_is_grouped_later_counts_again()
    {
        var record = A(null, isGrouped: false);
        record.Settle();
        (record.UnitId, record.Status) = (Id<Unit>.New(), TrainingStatus.Started);
        Assert.True(record.Settle().IsDone);
        Assert.Null(record.Exclusion);
    }

    [Fact]
    public void Someone_in_a_unit_must_have_a_status() =>
        Assert.Equal("StatusMissing", A(null).Settle().Problem);

    [Fact]
    public void A_course_says_how_long_its_certificate_holds()
    {
        var course = new Course { Id = Id<Course>.New(), Code = "x", Name = "X", RenewalMonths = 12 };
        Assert.Equal(new DateOnly(2025, 2, 28), course.LastDay(new DateOnly(2024, 2, 29)));
        course.RenewalMonths = null;
        Assert.Null(course.LastDay(LastDay));
    }

    private static TrainingRecord A(TrainingStatus? status, DateOnly? validUntil = null, bool isGrouped = true) => new()
    {
        Id = Id<TrainingRecord>.New(), Person = "L1", CourseId = Course.DataProtection, Audience = Audience.Employee, UnitId = isGrouped ? Id<Unit>.New() : null, Status = status, ValidUntil = validUntil,
    };
}
