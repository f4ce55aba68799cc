using System.Globalization;
using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>Turns what Graph refused into words: what happened, which permission or role is missing, what to do.</summary>
/// <param name="access">What the token says about itself; it decides between "permission" and "role".</param>
internal sealed class Refusals(Tenant tenant, Actor actor, AccessFacts access)
{
    public UnreadableReason Reading(BatchAnswer answer, GraphFeature feature, LicenceFacts? licences = null) => answer.Truncated
        ? new(UnreadableKind.NotUnderstood, $"The list of {feature.Subject[4..]} is longer than the portal follows.", "Raise Graph:MaxPages.", Status: answer.Status)
        : answer.Status == BatchAnswer.Garbled ? NotUnderstood(answer, feature)
        : Explain(Deed(feature), feature, answer.Status, answer.Body, answer.RequestId, null, licences, answer.ThrottledUntil);

    /// <summary>An answer that is not what was asked for: nothing follows from it.</summary>
    public UnreadableReason NotUnderstood(BatchAnswer answer, GraphFeature feature) => new(
        UnreadableKind.NotUnderstood,
        $"The portal tried to {Deed(feature)} in {tenant.DisplayName}, but what came back is not an answer of Graph that it knows.",
        "Try again in a few minutes. If it stays so, look whether a proxy stands between the portal and Graph, or look the request id up with Microsoft support.",
        Status: answer.Status == BatchAnswer.Garbled ? null : answer.Status,
        RequestId: answer.RequestId);

    public UnreadableReason Changing(GraphFeature feature, int status, JsonElement? body, string? requestId, string? claims, DateTimeOffset? throttledUntil) =>
        Explain(feature.Subject, feature, status, body, requestId, claims, null, throttledUntil);

    private static string Deed(GraphFeature feature) => feature.Subject.StartsWith("the ", StringComparison.Ordinal) ? $"read {feature.Subject}" : feature.Subject;

    private UnreadableReason Explain(
        string what, GraphFeature feature, int status, JsonElement? body, string? requestId, string? claims, LicenceFacts? licences, DateTimeOffset? throttledUntil)
    {
        var (code, text) = ErrorBody.Of(body);
        var message = text ?? string.Empty;
        if (feature.IsIntune && status is >= 400 and < 500 and not 401 and not 429 && (licences is { HasIntune: false } || SaysNoIntune(message)))
        {
            return new(UnreadableKind.LicenceMissing, $"{tenant.DisplayName} has no Intune licence.", "Assign an Intune plan, or manage the devices' policies elsewhere.", Status: status, Code: code, RequestId: requestId);
        }

        return status switch
        {
            403 when code == NoPremium => new(
                UnreadableKind.LicenceMissing, $"{tenant.DisplayName} has no Entra ID P1, without which the portal can't {what}.", "Get Entra ID P1 or P2 for the tenant, or look on the device.", Status: status, Code: code, RequestId: requestId),
            401 when actor.Kind == ActorKind.User => AccessFailure.SignIn(tenant, [feature.Permission], claims, status, code) with { RequestId = requestId },
            401 => new(UnreadableKind.PortalNotConsented, $"Graph no longer accepts the portal's token for {tenant.DisplayName}.", "Check the portal's consent in this tenant.", feature.Permission, Status: status, Code: code, RequestId: requestId),
            403 when actor.Kind == ActorKind.User && access.Scopes is { } scopes && feature.IsOpenedBy(scopes) => new(
                UnreadableKind.RoleMissing,
                $"Your account may not {what} in {tenant.DisplayName}.",
                feature.ReadOnlyRole is { } small
                    ? $"Get the role {KnownRoles.NameOf(feature.Role)} (to look only: {KnownRoles.NameOf(small)}){OverGdap}."
                    : $"Get the role {KnownRoles.NameOf(feature.Role)}{OverGdap}.",
                feature.Permission, KnownRoles.NameOf(feature.Role), status, code, requestId),
            403 => new(
                UnreadableKind.PermissionMissing,
                $"The portal may not {what} in {tenant.DisplayName}.",
                $"Grant the portal {feature.Permission} in {tenant.DisplayName}.",
                feature.Permission, null, status, code, requestId),
            429 => new(UnreadableKind.Throttled, $"Graph kept throttling the portal while it tried to {what}.", TryAgain(throttledUntil), Status: status, Code: code, RequestId: requestId),
            >= 500 => new(UnreadableKind.Unavailable, $"Graph did not manage to {what}.", "Try again in a few minutes.", Status: status, Code: code, RequestId: requestId),
            _ => new(
                UnreadableKind.NotUnderstood,
                message.Length == 0 ? $"Graph refused to {what} ({status})." : $"Graph refused to {what} ({status}): {message}",
                "Look the request id up with Microsoft support.", Status: status, Code: code, RequestId: requestId),
        };
    }

    // https://learn.microsoft.com/graph/api/signin-list: such a tenant keeps no log that can be read.
    private const string NoPremium = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";

    private static string TryAgain(DateTimeOffset? until) =>
        until is { } time ? $"Try again after {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC: until then Graph refuses." : "Try again in a few minutes.";

    private string OverGdap => tenant.Relationship.Kind == RelationshipKind.Gdap ? " through the GDAP relationship" : string.Empty;

    // Intune's words for a tenant without Intune; there is no error code of its own.
    private static bool SaysNoIntune(string message) =>
        message.Contains("not applicable to target tenant", StringComparison.OrdinalIgnoreCase) || message.Contains("AppLifecycle_2210", StringComparison.OrdinalIgnoreCase);
}
