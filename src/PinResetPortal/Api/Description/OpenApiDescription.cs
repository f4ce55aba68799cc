using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PinResetPortal.Api.Description;

/// <summary>What the OpenAPI document says beyond the endpoints themselves: title, tags, the server and the bearer tokens.</summary>
internal static class OpenApiDescription
{
    private const string Bearer = "bearer";

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Tenants"] = "The caller's tenants and what the last check said about each.",
        ["Onboarding"] = "What the portal needs in a tenant before it can look and repair.",
        ["Evidence"] = "What was found and changed, to be handed on.",
        ["Remediation"] = "Plans, and repairs that run exactly the plan that was shown.",
        ["Operations"] = "Runs of repairs: their steps, and how to take them back.",
        ["Devices"] = "Requests to the devices of a tenant.",
        ["Audit"] = "Who changed what, in chains of hashes.",
        ["Scans"] = "Checks of many tenants in the background.",
        ["Bulk repairs"] = "Repairs of many tenants: planned first, run after the summary was confirmed.",
        ["Troubleshooting"] = "From what a user sees to causes and next steps.",
        ["People"] = "Whether one person can reset the PIN of one device.",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "PinResetPortal",
                Version = "v1",
                Description = "Whether the users of a tenant can reset the PIN of their Windows device, why not, and the repair. "
                    + "Tokens come from Entra ID and carry the app role Reader, Operator or Admin; every refusal is a problem document (RFC 9457). "
                    + "Closed sets are enums; a set may get further words later, none is renamed.",
                Contact = new() { Name = "PinResetPortal contributors" },
                License = new() { Name = "MIT", Identifier = "MIT" },
            };
            foreach (var server in document.Servers ?? [])
            {
                server.Url = server.Url?.TrimEnd('/');
                server.Description = "The portal that this document comes from.";
            }

            foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            {
                tag.Description = Tags.GetValueOrDefault(tag.Name ?? "");
            }

            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                BearerFormat = "JWT",
                Description = "An access token of Entra ID for the portal: delegated, or of an application (client credentials).",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer<Parameters>();
        options.AddOperationTransformer<Lists>();
        options.AddOperationTransformer<Keys>();
        options.AddSchemaTransformer<RequestSchemas>();
        options.AddSchemaTransformer<Words>();
        options.AddSchemaTransformer<Examples>();
    }
}
