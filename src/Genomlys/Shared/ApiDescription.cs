using System.Globalization;
using System.Runtime.CompilerServices;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Genomlys.Shared;

/// <summary>
/// The API described in OpenAPI, served at <c>/openapi/v1.json</c>: what lies below <c>/api</c>. The description is written once, when the program is built, in both languages;
/// with <c>Api:DescribeAnew</c> it is written from the running program, which is how the committed one is made and kept true.
/// </summary>
internal static class ApiDescription
{
    private const string Address = "/openapi/v1.json", Below = "api/", Token = "token";

    public static void Add(WebApplicationBuilder builder)
    {
        if (IsWrittenAnew(builder.Configuration))
            AddWriter(builder.Services);
    }

    public static void Map(WebApplication app)
    {
        if (IsWrittenAnew(app.Configuration))
            app.MapOpenApi().Needs(Need.SignIn);
        else
            app.MapGet(Address, () => Results.File(Committed(CultureInfo.CurrentUICulture), "application/json")).Needs(Need.SignIn);
    }

    private static string Committed(CultureInfo language) =>
        Path.Combine(AppContext.BaseDirectory, "api", language.TwoLetterISOLanguageName is "en" ? "openapi.en.json" : "openapi.json");

    private static bool IsWrittenAnew(IConfiguration configuration) => configuration.GetValue<bool>("Api:DescribeAnew");

    // By itself, so that its libraries are loaded only where they are used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddWriter(IServiceCollection services) => services.AddOpenApi("v1", Configure);

    private static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(Below, StringComparison.Ordinal) is true;
        options.AddOperationTransformer<RegisterDescription>();
        options.AddOperationTransformer<AttachmentDescription>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Genomlys", Version = "v1", Description = RegisterDescription.Texts["Api.About"] };
            document.AddComponent(Token, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = RegisterDescription.Texts["Api.Token"] });
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
            document.Servers = [];   // the address is wherever the program answers
            return Task.CompletedTask;
        });
    }
}
