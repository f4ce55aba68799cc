using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Importing;
using PinResetPortal.Emulator.Requests;
using PinResetPortal.Emulator.Scenarios;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Control;

/// <summary><c>/_control</c>: for tests and for whoever wants to see what was sent. Loopback only.</summary>
internal static class ControlEndpoints
{
    private const long MaximumBody = 1L << 30;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private static readonly JsonDocumentOptions _document = new() { AllowDuplicateProperties = false, MaxDepth = 512 };

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/_control").AddEndpointFilter(async (context, next) =>
        {
            if (context.HttpContext.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
            {
                return Results.Json(new { error = "Control answers on loopback only." }, statusCode: 403);
            }

            try
            {
                return await next(context);
            }
            catch (BadControlInputException e)
            {
                return Results.Json(new { error = e.Message }, statusCode: 400);
            }
        });

        control.MapGet("/requests", WriteRequestsAsync);
        control.MapGet("/faults", (FaultSettings faults) => Results.Json(faults.Current, _json));
        control.MapPost("/faults", SetFaultsAsync);
        control.MapPost("/reset", (ScenarioWorld world, FaultSettings faults, RequestLog log, bool empty = false) =>
        {
            if (empty)
            {
                world.BuildEmpty();
            }
            else
            {
                world.Build();
            }

            faults.Set(FaultPlan.None);
            log.Clear();
            return Results.NoContent();
        });
        control.MapPost("/generate", (TenantGenerator generator, string? tenants, string? seed) =>
            Number("tenants", tenants) is not (>= 1 and <= 20_000 and var count)
                ? throw new BadControlInputException("'tenants' must be a number between 1 and 20000, as in /_control/generate?tenants=1000&seed=1.")
                : Results.Json(generator.Generate((int)count, unchecked((int)(Number("seed", seed) ?? 1))), _json));
        control.MapGet("/tenants", (EmulatorState state) => Results.Json(
            state.Tenants.OrderBy(tenant => tenant.DisplayName, StringComparer.Ordinal).Select(tenant => new
            {
                tenantId = tenant.Id,
                displayName = tenant.DisplayName,
                scenario = state.Notes.GetValueOrDefault(tenant.Id)?.Scenario,
                expectedVerdict = state.Notes.GetValueOrDefault(tenant.Id)?.ExpectedVerdict,
            }),
            _json));
        control.MapPost("/tenants", async (HttpContext context, TenantImport import) =>
        {
            var document = await ReadAsync(context) as JsonObject ?? throw new BadControlInputException("The body must be a JSON object that describes one tenant.");
            return Results.Json(new { tenantId = import.Import(document).Id }, _json);
        });
        control.MapDelete("/tenants/{id}", (string id, EmulatorState state) =>
            state.Remove(Tenant(state, id).Id) ? Results.NoContent() : Results.NotFound());
        control.MapPost("/tenants/{id}/revoke-consent", (string id, EmulatorState state, TokenIssuer issuer) =>
        {
            var tenant = Tenant(state, id);
            if (state.Registrations.Find(DemoRegistrations.PortalId) is { } portal)
            {
                ConsentLedger.Revoke(tenant, portal);
            }

            state.RevokeTokensUpTo(tenant.Id, issuer.LastNumber);
            return Results.NoContent();
        });
        control.MapPost("/tenants/{id}/expire-gdap", (string id, EmulatorState state) =>
            GdapCustomers.Expire(state, Tenant(state, id).Id)
                ? Results.NoContent()
                : throw new BadControlInputException("The tenant has no GDAP relationship."));
    }

    private static long? Number(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new BadControlInputException($"'{name}' is '{text}', which is no whole number.");

    private static EmulatedTenant Tenant(EmulatorState state, string id) =>
        state.Find(id) ?? throw new BadControlInputException($"There is no tenant '{id}'.");

    private static async Task WriteRequestsAsync(HttpContext context, RequestLog log, string? since)
    {
        var entries = log.Since(Number("since", since) ?? 0);
        context.Response.ContentType = "application/x-ndjson";
        foreach (var entry in entries)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, entry, _json, context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
        }
    }

    private static async Task<IResult> SetFaultsAsync(HttpContext context, FaultSettings faults)
    {
        var document = await ReadAsync(context) as JsonObject ?? throw new BadControlInputException("The body must be a JSON object; {} clears all faults.");
        FaultPlan plan;
        try
        {
            plan = document.Deserialize<FaultPlan>(_json)!;
        }
        catch (JsonException e)
        {
            throw new BadControlInputException($"The faults could not be read: {e.Message}");
        }

        if (plan.WhatIsWrong() is { } wrong)
        {
            throw new BadControlInputException(wrong);
        }

        faults.Set(plan);
        return Results.Json(plan, _json);
    }

    private static async Task<JsonNode?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaximumBody;
        }

        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, documentOptions: _document, cancellationToken: context.RequestAborted);
        }
        catch (JsonException e)
        {
            throw new BadControlInputException($"The body is not JSON: {e.Message}");
        }
    }
}
