namespace Genomlys.Browser.Tests;

public sealed class X
{
    [Fact]
    public void A() => Assert.SkipWhen(true, "no reason");
}
