using Genomlys.Shared.Lineage;

namespace Genomlys.Tests.Shared.Lineage;

public sealed class StandingTests
{
    [Theory]
    [InlineData(2025, null, false, Standing.New)]
    [InlineData(2025, Progress.NotStarted, false, Standing.New)]
    [InlineData(2024, null, false, Standing.Remains)]
    [InlineData(2024, Progress.Partly, false, Standing.PartlyDone)]
    [InlineData(2025, Progress.Done, false, Standing.Done)]
    [InlineData(2024, Progress.Done, true, Standing.Dropped)]
    public void The_state_follows_from_age_progress_and_decision(int since, Progress? progress, bool isDropped, Standing standing) =>
        Assert.Equal(standing, Standings.Of(2025, since, progress, isDropped));

    [Fact]
    public void What_is_older_than_is_known_remains() => Assert.Equal(Standing.Remains, Standings.Of(2025, null, null, false));

    [Fact]
    public void Parts_are_done_together_when_all_are() => Assert.Equal(Progress.Done, Progresses.Together([Progress.Done, Progress.Done]));

    [Fact]
    public void Parts_are_partly_done_when_one_is_begun() => Assert.Equal(Progress.Partly, Progresses.Together([null, Progress.Done]));

    [Fact]
    public void Of_parts_that_nobody_reports_nothing_is_said() => Assert.Null(Progresses.Together([null, null]));
}
