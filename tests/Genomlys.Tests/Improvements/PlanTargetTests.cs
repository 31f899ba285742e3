using Genomlys.Improvements.Plan;

namespace Genomlys.Tests.Improvements;

public sealed class PlanTargetTests
{
    [Theory]
    [InlineData(12, "2025-06-30", Pace.Reached)]
    [InlineData(6, "2025-06-30", Pace.OnTime)]
    [InlineData(5, "2025-06-30", Pace.Behind)]
    [InlineData(11, "2025-12-31", Pace.Missed)]
    [InlineData(12, "2026-03-01", Pace.Reached)]
    [InlineData(0, "2024-12-31", Pace.NotBegun)]
    public void At_least_twelve_in_the_year_is_on_time_at_a_steady_pace(int outcome, string day, Pace pace) =>
        Assert.Equal(pace, new PlanTarget(Comparison.AtLeast, 12).Of(outcome, 2025, DateOnly.Parse(day, null)));

    [Theory]
    [InlineData(3, "2025-06-30", Pace.OnTime)]
    [InlineData(4, "2025-06-30", Pace.Missed)]
    [InlineData(3, "2025-12-31", Pace.Reached)]
    public void At_most_three_holds_until_the_fourth(int outcome, string day, Pace pace) =>
        Assert.Equal(pace, new PlanTarget(Comparison.AtMost, 3).Of(outcome, 2025, DateOnly.Parse(day, null)));

    [Fact]
    public void Where_nothing_is_registered_nothing_is_said() => Assert.Equal(Pace.Unknown, new PlanTarget(Comparison.AtLeast, 12).Of(null, 2025, new(2025, 6, 30)));
}
