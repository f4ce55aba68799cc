using Microsoft.AspNetCore.Authorization;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>An admitted home tenant and at least this portal role.</summary>
internal sealed record PortalRoleRequirement(PortalRole Role) : IAuthorizationRequirement;

internal sealed class PortalRoleHandler(HomeTenantGate gate) : AuthorizationHandler<PortalRoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PortalRoleRequirement requirement)
    {
        if (gate.Admits(context.User) && ActorFactory.From(context.User) is { } actor && actor.May(requirement.Role))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
