using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>Rule 9 of docs/house.md, on the table of the running program.</summary>
public sealed class EndpointRulesTests
{
    [Fact]
    public async Task Every_endpoint_declares_exactly_one_access_rule()
    {
        await using var app = new TestApp();
        app.Use(services =>
        {
            var endpoints = services.GetRequiredService<EndpointDataSource>().Endpoints;
            Assert.Contains(endpoints.OfType<RouteEndpoint>(), e => e.RoutePattern.RawText?.TrimStart('/') == "incidents/export.csv");
            Assert.Empty(EndpointRules.WithoutExactlyOneRule(endpoints));
            Assert.Empty(EndpointRules.ChangesThatReadersMayMake(endpoints));
            Assert.Empty(EndpointRules.FormsTakenWithoutAToken(endpoints));
        });
    }

    [Fact]
    public void Every_page_declares_its_own_access_rule() => Assert.Empty(EndpointRules.PagesWithoutARuleOfTheirOwn(typeof(GenomlysDb).Assembly));

    [Fact]
    public void Each_rule_is_red_on_a_planted_table()
    {
        Endpoint[] planted =
        [
            At("/none"),
            At("/two", new AccessAttribute(Need.Read, Area.Incidents), new AccessAttribute(Need.Write, Area.Incidents)),
            At("/save", new AccessAttribute(Need.Read, Area.Incidents), new HttpMethodMetadata(["POST"])),
            At("/right", new AccessAttribute(Need.Write, Area.Incidents), new HttpMethodMetadata(["POST"]), new RequireAntiforgeryTokenAttribute()),
            At("/api/right", new AccessAttribute(Need.Write, Area.Incidents), new HttpMethodMetadata(["POST"])),
        ];
        Assert.Equal([" /none has 0 access rules.", " /two has 2 access rules."], EndpointRules.WithoutExactlyOneRule(planted));
        Assert.Equal(["POST /save changes something and asks only for reading."], EndpointRules.ChangesThatReadersMayMake(planted));
        Assert.Equal(["POST /save takes a form without asking for its token."], EndpointRules.FormsTakenWithoutAToken(planted));
        Assert.Equal(["PlantedHouse.Stable.Pages.PageWithoutRule declares no access rule."], EndpointRules.PagesWithoutARuleOfTheirOwn(typeof(EndpointRulesTests).Assembly));

        static RouteEndpoint At(string path, params object[] metadata) => new(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new EndpointMetadataCollection(metadata), path);
    }
}
