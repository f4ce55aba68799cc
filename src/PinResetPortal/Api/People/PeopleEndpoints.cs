using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.UserTexts;
using PinResetPortal.Work.People;

namespace PinResetPortal.Api.People;

internal static class PeopleEndpoints
{
    private const int LongestSearch = 120;

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants/{tenantId}/people", SearchAsync)
            .WithName("searchPeople")
            .WithTags("People")
            .WithSummary("Users of the tenant by the beginning of words of their name, or by user principal name.")
            .WithDescription("At most 20 hits, read from Graph now; nothing is stored.")
            .Produces<IReadOnlyList<PersonHitResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status502BadGateway);
        api.MapGet("/tenants/{tenantId}/people/{userId}", GetAsync)
            .WithName("getPerson")
            .WithTags("People")
            .WithSummary("Whether this person can reset the PIN of this device, and if not, why.")
            .WithDescription(
                "Reads account, devices, policies on them, authentication methods, registration, sign-ins, the Temporary Access Pass policy and Conditional Access now, together with the tenant's findings. "
                + "The verdict is about the device given by device (Intune's id), else the one that synchronised last; each device carries its own. "
                + "Nothing of it is stored; that somebody looked up this user id is recorded in the audit log. "
                + "With language, userTexts holds texts to send to the user as they are, the one that fits best first.")
            .Produces<PersonResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status502BadGateway);
    }

    private static async Task<IResult> SearchAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        [Takes<string>("The beginning of words of a name, or a user principal name; up to 120 characters.", Required = true, Example = "adele")] string? search,
        ApiCall call,
        IPeopleService people,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(search) || search.Length > LongestSearch)
        {
            return Problems.BadRequest(call.Context, $"search is the beginning of a name or of a user principal name, up to {LongestSearch} characters.");
        }

        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        return await people.SearchAsync(tenant.Id, call.Actor, search, cancellationToken) switch
        {
            Fact<IReadOnlyList<PersonHit>>.Known { Value: var hits } => TypedResults.Ok<IReadOnlyList<PersonHitResponse>>([.. hits.Select(PersonHitResponse.From)]),
            Fact<IReadOnlyList<PersonHit>>.Unreadable { Reason: var reason } => Problems.Upstream(call.Context, reason),
            _ => Problems.TenantNotFound(call.Context, tenant.Id),
        };
    }

    private static async Task<IResult> GetAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        [Takes<Guid>("The object id of the user, as the search lists it.", Example = Described.IdExample)] string userId,
        [Takes<string>("Intune's id of the device that the verdict is about; left out: the one that synchronised last.", Example = Described.IdExample)] string? device,
        [Takes<UserLanguage>("The language of userTexts; left out: there are none.", Example = "de")] string? language,
        ApiCall call,
        IPeopleService people,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(userId, out var id))
        {
            return Problems.BadRequest(call.Context, "The user id is the object id of a user, as GET …/people?search= lists it.");
        }

        var query = new QueryReading();
        var spoken = query.Word<UserLanguage>(language);
        if (query.Problem is { } wrong)
        {
            return Problems.BadRequest(call.Context, wrong);
        }

        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        return await people.LookUpAsync(tenant.Id, call.Actor, id, cancellationToken) switch
        {
            PersonLookup.Found { Answer: var answer } when device is null || answer.Devices.Any(one => device.Equals(one.Device?.Device.Id, StringComparison.OrdinalIgnoreCase)) =>
                TypedResults.Ok(PersonResponse.From(answer, device, spoken)),
            PersonLookup.Found => Problems.DeviceNotFound(call.Context),
            PersonLookup.NoPerson => Problems.PersonNotFound(call.Context, id),
            PersonLookup.NoTenant => Problems.TenantNotFound(call.Context, tenant.Id),
            PersonLookup.Refused { Reason: var reason } => Problems.Upstream(call.Context, reason),
            PersonLookup.Denied { Needed: var needed } => Problems.Denied(call.Context, needed),
            _ => throw new UnreachableException(),
        };
    }
}
