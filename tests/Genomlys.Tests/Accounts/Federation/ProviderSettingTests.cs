using Genomlys.Accounts.Federation;
using Genomlys.Shared;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts.Federation;

/// <summary>The <c>Oidc</c> settings: told in words where they cannot be, and nothing of it all where there are none.</summary>
public sealed class ProviderSettingTests
{
    [Theory]
    [InlineData("Oidc:Issuer", "http://idp.example", "Oidc:Issuer")]
    [InlineData("Oidc:Issuer", "idp.example", "Oidc:Issuer")]
    [InlineData("Oidc:Issuer", "https://idp.example?tenant=1", "Oidc:Issuer")]
    [InlineData("Oidc:Issuer", "https://user@idp.example", "Oidc:Issuer")]
    [InlineData("Oidc:Issuer", "", "Oidc:Issuer")]
    [InlineData("Oidc:ClientId", "", "Oidc:ClientId")]
    [InlineData("Oidc:ClientSecret", " ", "Oidc:ClientSecretFile")]
    [InlineData("Oidc:ClientSecretFile", "/no/such/file", "/no/such/file")]
    [InlineData("Oidc:SecondFactor", "Sometimes", "Local")]
    [InlineData("Oidc:Seconds", "0", "Oidc:Seconds")]
    [InlineData("Oidc:Seconds", "soon", "Oidc:Seconds")]
    [InlineData("Oidc:Name", "0123456789012345678901234567890123456789012345678901234567890", "Oidc:Name")]
    [InlineData("Oidc:Roles:0", "lis", "Oidc:Roles")]
    [InlineData("Oidc:Roles:0", "lis = Emperor", "Oidc:Roles")]
    [InlineData("Oidc:Roles:0", "lis = 3", "Oidc:Roles")]
    [InlineData("Oidc:Roles:0", "= Coordinator", "Oidc:Roles")]
    [InlineData("Oidc:Roles:0", "lis = Coordinator@", "Oidc:Roles")]
    [InlineData("Oidc:Roles:0", "lis = Administrator@BUN", "Oidc:Roles")]
    public void A_setting_that_cannot_be_is_told_in_words(string setting, string value, string told)
    {
        var said = Right();
        said[setting] = value;
        Assert.Contains(told, Assert.Throws<SettingException>(() => Rules(said)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_does_not_start_on_one()
    {
        var failure = await Record.ExceptionAsync(async () =>
        {
            await using var app = TestApp.With("Sqlite", ("Oidc:Issuer", "http://idp.example"));
        });
        Assert.Contains("Oidc:Issuer", Assert.IsType<SettingException>(failure?.GetBaseException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_read_from_its_file_and_groups_may_be_spelt_as_they_are()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "hemligt\n");
            var said = Right();
            (said["Oidc:ClientSecret"], said["Oidc:ClientSecretFile"]) = (null, file);
            (said["Oidc:Roles:0"], said["Oidc:Roles:1"]) = ("CN=lis samordnare,OU=grupper = Coordinator@BUN", "8f1b=Auditor");
            var rules = Rules(said);
            Assert.Equal("hemligt", rules.ClientSecret);
            Assert.Equal([new("CN=lis samordnare,OU=grupper", Genomlys.Accounts.Roles.AccessRole.Coordinator, "BUN"), new GroupRole("8f1b", Genomlys.Accounts.Roles.AccessRole.Auditor, null)], rules.Roles);
            Assert.Equal(("idp.example", false), (rules.Name, rules.IsSecondFactor));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Its_endpoints_keep_the_rules_of_the_house()
    {
        await using var app = TestApp.With("Sqlite", [.. Right().Select(s => (s.Key, s.Value ?? ""))]);
        app.Use(services =>
        {
            var endpoints = services.GetRequiredService<EndpointDataSource>().Endpoints;
            Assert.Equal(4, endpoints.OfType<RouteEndpoint>().Count(e => e.RoutePattern.RawText?.Contains("provider", StringComparison.Ordinal) is true));
            Assert.Empty(EndpointRules.WithoutExactlyOneRule(endpoints));
            Assert.Empty(EndpointRules.ChangesThatReadersMayMake(endpoints));
            Assert.Empty(EndpointRules.FormsTakenWithoutAToken(endpoints));
        });
    }

    [Fact]
    public async Task Without_settings_there_is_none_of_it()
    {
        await using var app = new TestApp();
        using var nobody = new Person(app, "ingen");
        foreach (var address in new[] { "/sign-in/provider", "/sign-in/provider/callback?code=1&state=2", "/account/prove/provider" })
            Assert.Equal((address, 401), (address, await nobody.StatusAsync(address)));
        Assert.DoesNotContain("/sign-in/provider", await nobody.Browser.GetStringAsync(new Uri("/sign-in?_problem=Provider.Down", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Right() => new() { ["Oidc:Issuer"] = "https://idp.example", ["Oidc:ClientId"] = "genomlys", ["Oidc:ClientSecret"] = "hemligt" };

    private static ProviderRules Rules(Dictionary<string, string?> said) => new(new ConfigurationBuilder().AddInMemoryCollection(said).Build());
}
