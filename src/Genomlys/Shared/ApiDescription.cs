using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.OpenApi;

namespace Genomlys.Shared;

/// <summary>The API described in OpenAPI, served at <c>/openapi/v1.json</c>: what lies below <c>/api</c>.</summary>
internal static class ApiDescription
{
    private const string Below = "api/";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(Below, StringComparison.Ordinal) is true;
        options.AddOperationTransformer<RegisterDescription>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Genomlys", Version = "v1", Description = RegisterDescription.Texts["Api.About"] };
            document.Servers = [];   // the address is wherever the program answers
            return Task.CompletedTask;
        });
    }
}
