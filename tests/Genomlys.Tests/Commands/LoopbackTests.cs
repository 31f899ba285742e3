using Genomlys.Commands;

namespace Genomlys.Tests.Commands;

public sealed class LoopbackTests
{
    [Theory, InlineData("http://127.0.0.1:5080"), InlineData("http://localhost:5080"), InlineData("http://[::1]:5080"), InlineData("https://127.8.0.1")]
    public void This_machine_is_loopback(string address) => Assert.True(Web.IsLoopback(address));

    [Theory, InlineData("http://0.0.0.0:5080"), InlineData("http://*:5080"), InlineData("http://+:80"), InlineData("http://[::]:80"), InlineData("http://192.168.0.4:80"), InlineData("http://genomlys.lindby.se"), InlineData("localhost.evil.se"), InlineData("")]
    public void Everything_else_is_not(string address) => Assert.False(Web.IsLoopback(address));
}
