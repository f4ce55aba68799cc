using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PinResetPortal.Api.Remediations;

namespace PinResetPortal.Api;

/// <summary>Describes the two fields of a remediation request that are either a word or a structure.</summary>
internal sealed class RequestSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is not { } property)
        {
            return Task.CompletedTask;
        }

        if (property.DeclaringType == typeof(RemediationRequest) && property.Name == "checks")
        {
            schema.OneOf = [ListOf("The id of a check."), OneOf("all")];
        }
        else if (property.DeclaringType == typeof(PolicyRequest) && property.Name == "assign")
        {
            var groups = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["groups"] = ListOf("Object id of a group.") },
                Required = new HashSet<string> { "groups" },
            };
            schema.OneOf = [OneOf("allDevices", "allUsers"), groups];
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema ListOf(string description) =>
        new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Description = description } };

    private static OpenApiSchema OneOf(params string[] words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => System.Text.Json.Nodes.JsonValue.Create(word))] };
}
