using MudBlazor;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>Verdict and states of one person, as words, icons and colours.</summary>
internal static class PersonLook
{
    public static StatusLook Of(PersonVerdict verdict) => verdict switch
    {
        PersonVerdict.CanReset => new("Can reset", Icons.Material.Filled.CheckCircle, "good"),
        PersonVerdict.CannotReset => new("Cannot reset", Icons.Material.Filled.Cancel, "bad"),
        _ => new("Unknown", Icons.Material.Filled.Help, "unknown"),
    };

    public static StatusLook Of(ExplainedSignIn one) => one.SignIn.Succeeded
        ? new("Succeeded", Icons.Material.Filled.CheckCircle, "good")
        : one.IsInterrupt ? new("Interrupted", Icons.Material.Filled.RemoveCircle, "quiet")
        : new("Failed", Icons.Material.Filled.Cancel, "bad");

    public static StatusLook Of(PolicyAtReset one) => one switch
    {
        { Today: AccessEffect.Stops } => new("Stops it", Icons.Material.Filled.Cancel, "bad"),
        { Today: AccessEffect.MayStop } => new("May stop it", Icons.Material.Filled.Help, "unknown"),
        { IsReportOnly: true } => new("Report-only", Icons.Material.Filled.RemoveCircle, "quiet"),
        _ => new("Lets it through", Icons.Material.Filled.CheckCircle, "good"),
    };

    public static string Headline(PersonAnswer answer, DeviceAnswer about)
    {
        var who = answer.Facts.Person.DisplayName;
        var where = about.Device is null ? "" : $" on {about.Device.Device.Name}";
        return about switch
        {
            { Verdict: PersonVerdict.CanReset } => $"{who} can reset the PIN{where}, as far as we can see",
            { Verdict: PersonVerdict.CannotReset, Causes: [var first, ..] } => $"{who} can't reset the PIN{where}: {first.Title}",
            _ => $"We can't tell whether {who} can reset the PIN{where}",
        };
    }

    public static string State(PolicyForPerson one) => one.Policy.State switch
    {
        DeploymentState.Succeeded => "Succeeded",
        DeploymentState.Error => "Error",
        DeploymentState.Conflict => "Conflict",
        DeploymentState.Pending => "Pending",
        DeploymentState.NotApplicable => "Not applicable",
        _ => "No report",
    };

    /// <summary>EnablePinRecovery on one device, in words.</summary>
    public static string Value(DeviceAnswer about) => about.PinRecovery switch
    {
        null => "not known",
        { IsCertain: false } => "can't be told",
        { Contradicted: true } => "contradicted",
        { Value: true } => "true",
        { Value: false } => "false",
        _ => "not set",
    };

    public static string Join(string? joinType) => joinType?.ToUpperInvariant() switch
    {
        "AZUREADJOINED" => "Entra joined",
        "HYBRIDAZUREADJOINED" => "Hybrid joined",
        "AZUREADREGISTERED" => "Registered only",
        null => "not told",
        _ => joinType,
    };
}
