using System.Text.Json;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.Antiforgery;

namespace Genomlys.Shared;

/// <summary>A request as the endpoints see it that every register has. They are hundreds: bound by hand they cost the start nothing, where parameters would each be compiled.</summary>
internal readonly record struct Call(HttpContext Http)
{
    public HttpRequest Request => Http.Request;
    public CancellationToken Stop => Http.RequestAborted;
    public GenomlysDb Db => Service<GenomlysDb>();
    public DateTimeOffset Now => Service<TimeProvider>().GetUtcNow();

    /// <summary>The record that the address names.</summary>
    public Guid Id => Guid.Parse(Part("id"));

    public string Part(string name) => Http.GetRouteValue(name) as string ?? "";

    public T Service<T>() where T : notnull => Http.RequestServices.GetRequiredService<T>();
}

/// <summary>How such endpoints are mapped.</summary>
internal static class Calls
{
    extension(IEndpointRouteBuilder app)
    {
        public IEndpointConventionBuilder Get(string pattern, Func<Call, Task<IResult>> answer) => app.On(HttpMethods.Get, pattern, answer);

        /// <summary>A form that was sent from a page of ours: without its token it is refused.</summary>
        public IEndpointConventionBuilder Post(string pattern, Func<Call, IFormCollection, Task<IResult>> answer) => app.On(HttpMethods.Post, pattern, async call =>
            call.Http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && call.Request.HasFormContentType   // asked in this order: without a token even the form's type may not be read
                ? await answer(call, await call.Request.ReadFormAsync(call.Stop))
                : TypedResults.BadRequest()).WithMetadata(new RequireAntiforgeryTokenAttribute());

        /// <summary>An object in JSON, for machines; anything else is refused.</summary>
        public IEndpointConventionBuilder OnJson(string method, string pattern, Func<Call, Dictionary<string, JsonElement>, Task<IResult>> answer) => app.On(method, pattern, async call =>
        {
            if (!call.Request.HasJsonContentType())
                return TypedResults.Problem(Words.Kernel["NotJson"], statusCode: StatusCodes.Status415UnsupportedMediaType);
            try
            {
                if (await call.Request.ReadFromJsonAsync<Dictionary<string, JsonElement>>(call.Stop) is { } body)
                    return await answer(call, body);
            }
            catch (JsonException)
            {
                // refused below, as what is empty is
            }
            return TypedResults.Problem(Words.Kernel["NotJson"], statusCode: StatusCodes.Status400BadRequest);
        });

        /// <summary>The method stands among the metadata so that the API's description finds the endpoint.</summary>
        public IEndpointConventionBuilder On(string method, string pattern, Func<Call, Task<IResult>> answer)
        {
            async Task Answer(HttpContext http) => await (await answer(new Call(http))).ExecuteAsync(http);
            return app.MapMethods(pattern, [method], Answer).WithMetadata(((RequestDelegate)Answer).Method);
        }
    }
}
