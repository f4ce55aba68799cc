using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Api.Tenants;

internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants", ListAsync)
            .WithName("listTenants")
            .WithTags("Tenants")
            .WithSummary("The caller's tenants: the home tenant, its GDAP customers, and tenants added by hand.")
            .WithDescription("verdict and readAt are null while a tenant has not been read. When the customers could not be read just now, the stored list is returned and the header X-Stale-Reason says why. Filters are combined: a tenant has to match each of them.")
            .AsList<TenantResponse>();
        api.MapPost("/tenants", AddAsync)
            .WithName("addTenant")
            .WithTags("Tenants")
            .WithSummary("Adds a tenant that consents to the portal itself, by id or domain. Needs the role Admin.")
            .WithDescription("201 with the new entry; 200 when the tenant is listed already. Location names its onboarding.")
            .Produces<TenantResponse>(StatusCodes.Status201Created)
            .Produces<TenantResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapDelete("/tenants/{tenantId}", RemoveAsync)
            .WithName("removeTenant")
            .WithTags("Tenants")
            .WithSummary("Takes a tenant that was added by hand off the list. Needs the role Admin.")
            .WithDescription("Nothing is changed in the tenant. 409 for tenants that are listed for another reason.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPut("/tenants/{tenantId}/tags", SetTagsAsync)
            .WithName("setTags")
            .WithTags("Tenants")
            .WithSummary("Replaces the tags of a tenant. Needs the role Operator.")
            .WithDescription("Tags are the portal's own words for sorting tenants; the tenant does not see them.")
            .Produces<TenantResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [Takes<bool>("true reads the customers from Partner Center or Graph now.", Example = "false")] string? refresh,
        [Takes<Verdict>("Only tenants with this verdict.", Example = "NotReady")] string? verdict,
        [Takes<TenantStage>("Only tenants that have come so far.", Example = "rollingOut")] string? stage,
        [Takes<string>("Only tenants in which this check is Broken, by its id.", Example = "consent.pin-reset-client")] string? check,
        [Takes<string>("Only tenants with this tag, whatever its case.", Example = "gold")] string? tag,
        [Takes<DateTimeOffset>("Only tenants whose entry got another answer at this moment or later: read again, or tried and not seen. Tags, names and relationships carry no time.", Example = Described.ChangedSinceExample)] string? changedSince,
        ApiCall call,
        ITenantCatalog catalog,
        IReadinessStore readiness,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var filter = new TenantFilter(query.Word<Verdict>(verdict), query.Word<TenantStage>(stage), check, tag, query.Time(changedSince));
        var now = query.Flag(refresh);
        if (ListPage.Read(call.Context, query) is not { } page)
        {
            return Problems.BadRequest(call.Context, query.Problem);
        }

        var list = await catalog.ListAsync(call.Actor, now, cancellationToken);
        if (list.Stale is { } stale)
        {
            call.Context.Response.Headers["X-Stale-Reason"] = new string([.. stale.Message.Select(c => c is >= ' ' and <= '~' ? c : '?')]);
        }

        var marks = await readiness.LatestMarksAsync(call.Actor.HomeTenantId, cancellationToken);
        return page.Answer(
            list.Tenants,
            tenant => $"{tenant.Id}",
            tenant => filter.Fits(tenant, marks.GetValueOrDefault(tenant.Id)),
            tenant => TenantResponse.From(tenant, marks.GetValueOrDefault(tenant.Id), time.GetUtcNow()));
    }

    private static async Task<IResult> AddAsync(
        AddTenantRequest request, ApiCall call, ITenantRegister register, TimeProvider time, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Tenant))
        {
            return Problems.Invalid(call.Context, new Dictionary<string, string> { ["tenant"] = "tenant is missing: a tenant id or one of its domains." });
        }

        return await register.AddAsync(call.Actor, request.Tenant, request.DisplayName, cancellationToken) switch
        {
            AddTenantResult.Added { Tenant: var added } => TypedResults.Created($"/api/v1/tenants/{added.Id}/onboarding", TenantResponse.From(added, null, time.GetUtcNow())),
            AddTenantResult.AlreadyListed { Tenant: var known } => TypedResults.Ok(TenantResponse.From(known, null, time.GetUtcNow())),
            AddTenantResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
            AddTenantResult.Refused { Reason: var reason } => reason.Kind is UnreadableKind.Unavailable or UnreadableKind.NotUnderstood or UnreadableKind.CredentialRefused
                ? Problems.Upstream(call.Context, reason)
                : Problems.BadRequest(call.Context, $"{reason.Message} {reason.NextStep}".Trim()),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<IResult> RemoveAsync([Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, ITenantRegister register, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        return tenant is null ? problem : await register.RemoveAsync(call.Actor, tenant.Id, cancellationToken) switch
        {
            ChangeTenantResult.Done => TypedResults.NoContent(),
            ChangeTenantResult.NotFound => Problems.TenantNotFound(call.Context, tenant.Id),
            ChangeTenantResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
            ChangeTenantResult.Refused refused => Problems.NothingToDo(call.Context, refused.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<IResult> SetTagsAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, TagsRequest request, ApiCall call, ITenantRegister register, TimeProvider time, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        if (request.Tags is null || request.Tags.Any(tag => tag is null))
        {
            return Problems.Invalid(call.Context, new Dictionary<string, string> { ["tags"] = "tags is missing: an array of words, [] for none." });
        }

        return await register.SetTagsAsync(call.Actor, tenant.Id, request.Tags, cancellationToken) switch
        {
            ChangeTenantResult.Done { Tenant: var changed } => TypedResults.Ok(TenantResponse.From(changed, null, time.GetUtcNow())),
            ChangeTenantResult.NotFound => Problems.TenantNotFound(call.Context, tenant.Id),
            ChangeTenantResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
            ChangeTenantResult.Refused refused => Problems.Invalid(call.Context, new Dictionary<string, string> { ["tags"] = refused.Why }),
            _ => throw new UnreachableException(),
        };
    }
}
