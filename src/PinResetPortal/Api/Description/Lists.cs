using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PinResetPortal.Api.Calls;

namespace PinResetPortal.Api.Description;

/// <summary>Adds to each list what <see cref="ListPage"/> takes and answers with.</summary>
internal sealed class Lists : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ListMetadata>().SingleOrDefault() is not { } list)
        {
            return Task.CompletedTask;
        }

        operation.Parameters ??= [];
        if (!list.IsSkipped)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = ListPage.LimitName,
                In = ParameterLocation.Query,
                Description = $"How many entries a page holds. With it the answer is a page, and the header Link names the next one while more follow.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = $"{ListPage.HighestLimit}" },
                Example = 100,
            });
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = ListPage.AfterName,
                In = ParameterLocation.Query,
                Description = "Where the page begins: part of the address in the header Link of the page before. Not made by hand.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-None-Match",
            In = ParameterLocation.Header,
            Description = "The ETag of an earlier answer to the same address: 304 without a body while nothing changed.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        if (operation.Responses?["200"] is OpenApiResponse answer)
        {
            answer.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["ETag"] = new OpenApiHeader { Description = "Changes when the answer does.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                ["Link"] = new OpenApiHeader { Description = "With limit: the next page, as <address>; rel=\"next\". Not there on the last page.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            };
        }

        return Task.CompletedTask;
    }
}
