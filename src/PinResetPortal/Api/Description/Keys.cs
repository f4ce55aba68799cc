using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Idempotency;

namespace PinResetPortal.Api.Description;

/// <summary>Adds the key and its refusals to every request that takes one.</summary>
internal sealed class Keys : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!IdempotentEndpoints.TakesKey(context.Description.ActionDescriptor.EndpointMetadata))
        {
            return Task.CompletedTask;
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKeys.Header,
            In = ParameterLocation.Header,
            Description = "A name of your own for this request, a new UUID for example. Sent again within 24 hours with the same address and body, it does nothing and gets the first answer.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKeys.LongestKey },
            Example = "8e03978e-40d5-43dd-bc93-6894a57f9324",
        });
        operation.Responses ??= [];
        var problem = operation.Responses.Values.OfType<OpenApiResponse>().First(response => response.Content?.ContainsKey(Problems.ContentType) == true);
        foreach (var (status, words) in ((string, string)[])
        [
            ("400", "Bad Request"), ("409", "Conflict"), ("422", "The Idempotency-Key was given to another request"),
        ])
        {
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = words, Content = problem.Content });
        }

        return Task.CompletedTask;
    }
}
