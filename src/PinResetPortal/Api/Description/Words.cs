using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PinResetPortal.Api.Description;

/// <summary>Says of a closed set that its words are texts, and of a field that has a later name that it is deprecated.</summary>
internal sealed class Words : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type).IsEnum)
        {
            // Where a field may be null, the field says so; the set itself is shared with fields that may not.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. schema.Enum?.Where(word => word is not null && word.GetValueKind() == System.Text.Json.JsonValueKind.String) ?? []];
        }

        schema.Deprecated |= context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(ObsoleteAttribute), inherit: false) == true;
        return Task.CompletedTask;
    }
}
