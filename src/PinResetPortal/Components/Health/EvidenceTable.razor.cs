using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Components.Health;

public partial class EvidenceTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<Evidence> Evidence { get; set; }

    /// <summary>What the evidence is about: a page has many such tables, and each is a landmark.</summary>
    [Parameter, EditorRequired]
    public required string About { get; set; }

    internal static string KindWords(string kind) => kind switch
    {
        "servicePrincipal" => "Service principal",
        "settingsCatalog" => "Settings catalog policy",
        "accountProtection" => "Account protection policy",
        "securityBaseline" => "Security baseline",
        "intent" => "Account protection (legacy)",
        "identityProtection" => "Identity protection profile",
        "customOmaUri" => "Custom OMA-URI profile",
        "deviceRestrictions" => "Device restrictions profile",
        "administrativeTemplate" => "Administrative template profile",
        "enrolmentConfiguration" => "Enrolment configuration",
        "domain" => "Domain",
        "setting" => "Setting",
        "group" => "Group",
        "device" => "Device",
        "coverage" => "Coverage",
        "permission" => "Permission",
        "role" => "Role",
        "error" => "Error",
        "notVisible" => "Not visible here",
        _ => "Other",
    };
}
