using System.Reflection;
using Genomlys.Shared.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Genomlys.Tests.Architecture;

/// <summary>Rules about who may ask for what, as functions of a table of endpoints and of an assembly.</summary>
public static class EndpointRules
{
    public static IEnumerable<string> WithoutExactlyOneRule(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints
        let rules = endpoint.Metadata.OfType<AccessAttribute>().Count()
        where rules is not 1
        select $"{Name(endpoint)} has {rules} access rules.";

    /// <summary>A page is asked for with GET and may answer its own forms; everything else that changes something asks for more than reading.</summary>
    public static IEnumerable<string> ChangesThatReadersMayMake(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints
        where endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Except(["GET", "HEAD", "OPTIONS"]).Any() is true
        where endpoint.Metadata.OfType<AccessAttribute>().Any(a => a.Need is Need.Read)
        select $"{Name(endpoint)} changes something and asks only for reading.";

    /// <summary>What a browser may send must come from a page of ours; below /api nothing is a form, and a JSON body cannot be sent from elsewhere.</summary>
    public static IEnumerable<string> FormsTakenWithoutAToken(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Except(["GET", "HEAD", "OPTIONS"]).Any() is true
        where endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) is not true
        where endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }
        select $"{Name(endpoint)} takes a form without asking for its token.";

    public static IEnumerable<string> PagesWithoutARuleOfTheirOwn(Assembly assembly) =>
        from type in assembly.GetTypes()
        where typeof(IComponent).IsAssignableFrom(type) && type.IsDefined(typeof(RouteAttribute)) && !type.IsDefined(typeof(AccessAttribute))
        select $"{type} declares no access rule.";

    private static string Name(Endpoint endpoint) =>
        $"{string.Join('|', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} {(endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName}";
}
