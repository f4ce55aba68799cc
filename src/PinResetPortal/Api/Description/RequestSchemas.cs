using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Api.Scans;

namespace PinResetPortal.Api.Description;

/// <summary>Describes the fields of requests that are either a word or a structure.</summary>
internal sealed class RequestSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(CheckSelection))
        {
            Choose(schema, ListOf("The id of a check."), OneOf(RemediationRequest.All));
        }
        else if (context.JsonTypeInfo.Type == typeof(TenantSelection))
        {
            Choose(schema, ListOf("The id of a tenant."), OneOf(ScanRequest.All));
        }
        else if (context.JsonTypeInfo.Type == typeof(AssignmentSelection))
        {
            var groups = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["groups"] = ListOf("Object id of a group.") },
                Required = new HashSet<string> { "groups" },
            };
            Choose(schema, OneOf(PolicyChoiceReading.AllDevices, PolicyChoiceReading.AllUsers), groups);
        }

        return Task.CompletedTask;
    }

    private static void Choose(OpenApiSchema schema, params IOpenApiSchema[] forms)
    {
        schema.Type = null;
        schema.Properties = null;
        schema.Required = null;
        schema.OneOf = [.. forms];
    }

    private static OpenApiSchema ListOf(string description) =>
        new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Description = description } };

    private static OpenApiSchema OneOf(params string[] words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => System.Text.Json.Nodes.JsonValue.Create(word))] };
}
