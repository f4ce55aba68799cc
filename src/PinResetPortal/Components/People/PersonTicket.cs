using PinResetPortal.Components.Shared;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>The answer about one person as text for a ticket.</summary>
public static class PersonTicket
{
    private const int MostSignIns = 3;

    /// <param name="backLink">The page that the answer came from.</param>
    public static string Plain(PersonAnswer answer, DeviceAnswer about, Uri backLink) => Write(TicketText.Plain(), answer, about, backLink);

    /// <inheritdoc cref="Plain"/>
    public static string Markdown(PersonAnswer answer, DeviceAnswer about, Uri backLink) => Write(TicketText.Markdown(), answer, about, backLink);

    private static string Write(TicketText ticket, PersonAnswer answer, DeviceAnswer about, Uri backLink)
    {
        var person = answer.Facts.Person;
        ticket.Title($"PIN reset: {PersonLook.Headline(answer, about)}");
        ticket.Line($"{TicketText.At(answer.Facts.ReadAt)}, tenant {answer.Tenant.DisplayName} {answer.Tenant.Id}");
        ticket.Line($"User {person.DisplayName} {person.UserPrincipalName} ({person.Id}), verdict {PersonLook.Of(about.Verdict).Word}");
        for (var index = 0; index < about.Causes.Count; index++)
        {
            var cause = about.Causes[index];
            ticket.Part($"{index + 1}. {cause.Title}", [.. cause.Evidence, $"Next step: {cause.NextStep}", $"Who: {cause.Who}"]);
        }

        ticket.Part("Not known", [.. about.Unknowns.Select(unknown => $"{unknown.Subject}: {unknown.Reason.Message} {unknown.Reason.NextStep}".TrimEnd())]);
        ticket.Part("Take care", about.Notes);
        ticket.Part("Device", Device(about));
        ticket.Part("Policies about PIN recovery", [.. about.Policies.Select(one =>
            $"{one.Policy.Setting.Policy.Name} ({one.Policy.Setting.Policy.Id}): {(one.Policy.Setting.Enabled ? "true" : "false")}, {PersonLook.State(one)}, {one.Why}")]);
        ticket.Part("Last sign-ins", [.. (answer.SignIns.ValueOrDefault ?? []).Take(MostSignIns).Select(one =>
            $"{TicketText.At(one.SignIn.At)}: {(one.SignIn.Succeeded ? "succeeded" : one.IsInterrupt ? $"{one.SignIn.Code}, a step of a normal sign-in" : one.SignIn.Code)}{(one.SignIn.CorrelationId is null ? "" : $", correlation id {one.SignIn.CorrelationId}")}")]);
        ticket.Link(backLink);
        return ticket.ToString();
    }

    private static IReadOnlyList<string> Device(DeviceAnswer about) => about.Device is not { Device: var device } ? [] :
    [
        $"{device.Name}, {PersonLook.Join(device.JoinType)}, Windows {device.OsVersion} {device.Edition}".TrimEnd(),
        $"Intune id {device.Id}, Entra device id {device.EntraDeviceId ?? "none"}",
        $"Last sync {(device.LastSyncAt is { } at ? TicketText.At(at) : "never")}, {device.Compliance}",
        $"EnablePinRecovery {PersonLook.Value(about)}",
    ];
}
