using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PinResetPortal.Api.Calls;

namespace PinResetPortal.Api.Description;

/// <summary>Describes the parts of an address as <see cref="TakesAttribute"/> says.</summary>
internal sealed class Parameters : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var takes = context.Description.ParameterDescriptions
            .Select(one => (one.Name, Takes: (one.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo.GetCustomAttribute<TakesAttribute>()))
            .Where(one => one.Takes is not null)
            .ToDictionary(one => one.Name, one => one.Takes, StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (takes.GetValueOrDefault(parameter.Name ?? "") is { } described)
            {
                parameter.Schema = await SchemaAsync(described, context, cancellationToken);
                parameter.Description = described.Description;
                parameter.Required = parameter.In == ParameterLocation.Path || described.Required;
                parameter.Example = described.Example is { } example ? Value(example, described.Type) : null;
            }
        }
    }

    private static async Task<IOpenApiSchema> SchemaAsync(TakesAttribute takes, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(takes.Type, null, cancellationToken);
        if (takes.Highest > 0)
        {
            (schema.Minimum, schema.Maximum) = (takes.Lowest.ToString(CultureInfo.InvariantCulture), takes.Highest == int.MaxValue ? null : takes.Highest.ToString(CultureInfo.InvariantCulture));
        }

        return schema;
    }

    private static JsonNode? Value(string example, Type type) => type == typeof(bool) || type == typeof(int) ? JsonNode.Parse(example) : JsonValue.Create(example);
}
