using Genomlys.Documents;

namespace Genomlys.Tests.Documents;

public sealed class TypographyTests
{
    /// <summary>A tilde stands for the space at which no line breaks.</summary>
    [Theory]
    [InlineData("39 % och 39% av 2 428", "39~% och 39~% av 2~428")]
    [InlineData("enligt 12 § och 5 kap. 3 §", "enligt 12~§ och 5~kap.~3~§")]
    [InlineData("1 250 000 kronor", "1~250~000~kronor")]
    [InlineData("39 procent", "39~procent")]
    [InlineData("art. 33 och NIS 2", "art.~33 och NIS~2")]
    [InlineData("den 15 november 2025, 2025-11-15, 2024 2025", "den 15 november 2025, 2025-11-15, 2024 2025")]
    [InlineData("vecka 40 2025", "vecka 40 2025")]
    public void What_belongs_together_is_bound(string given, string expected) =>
        Assert.Equal(expected, Typography.Set(given).Replace('\u00A0', '~'));

    [Fact]
    public void English_keeps_its_percent_tight() => Assert.Equal("39% of 2,428", Typography.Set($"39% of {Typography.Number(2428, "en")}", "en"));

    [Theory]
    [InlineData(2428, "2~428")]
    [InlineData(39.5, "39,5")]
    [InlineData(0, "0")]
    public void Numbers_are_Swedish(double value, string expected) => Assert.Equal(expected, Typography.Number((decimal)value).Replace('\u00A0', '~'));

    [Fact]
    public void Shares_are_signs_in_tables() => Assert.Equal("39\u00A0%", Typography.Percent(39));

    [Fact]
    public void Shares_are_words_in_prose() => Assert.Equal("39\u00A0procent", Typography.PercentInWords(39));
}
