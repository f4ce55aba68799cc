using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

/// <summary>One line of the output.</summary>
/// <param name="Name">As Windows writes it.</param>
/// <param name="Value">Trimmed; YES and NO and other fixed words in their usual form.</param>
/// <param name="IsRedacted">Somebody took the value out before pasting.</param>
public sealed record DsregValue(string Section, string Name, string Value, bool IsRedacted)
{
    public bool IsYes => Value.StartsWith("YES", StringComparison.Ordinal);

    public bool IsNo => Value == "NO" || Value.StartsWith("NO ", StringComparison.Ordinal);
}

/// <summary>A work or school account that was added to Windows; there can be several.</summary>
public sealed record DsregWorkAccount(int Number, IReadOnlyList<DsregValue> Values);

/// <summary>How a device is joined (https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd#device-state).</summary>
public enum DsregJoin
{
    /// <summary>The lines that tell are not in the text.</summary>
    Unknown,

    /// <summary>Joined to Entra ID only.</summary>
    Entra,

    /// <summary>Joined to Entra ID and to a domain.</summary>
    Hybrid,

    /// <summary>Joined to a domain only.</summary>
    Domain,

    /// <summary>Joined to a domain and registered with AD FS.</summary>
    OnPremisesRegistration,

    /// <summary>A work account is added to Windows; the device is not joined.</summary>
    Registered,

    NotJoined,
}

/// <summary>An output of <c>dsregcmd /status</c>, as much of it as was there.</summary>
/// <param name="Values">By name; the first where a name occurs twice.</param>
/// <param name="MissingSections">Sections of which no line was found.</param>
/// <param name="Caveats">What makes the output less certain, one sentence each.</param>
public sealed record DsregReading(
    IReadOnlyList<DsregValue> Values,
    IReadOnlyList<DsregWorkAccount> WorkAccounts,
    IReadOnlyList<string> MissingSections,
    IReadOnlyList<string> Caveats)
{
    public DsregValue? Find(string name) => Values.FirstOrDefault(value => value.Name == name);

    public DsregJoin Join => (Find("AzureAdJoined"), Find("DomainJoined")) switch
    {
        ({ IsYes: true }, { IsYes: true }) => DsregJoin.Hybrid,
        ({ IsYes: true }, { IsNo: true }) => DsregJoin.Entra,
        ({ IsNo: true }, { IsYes: true }) => Find("EnterpriseJoined") is { IsYes: true } ? DsregJoin.OnPremisesRegistration : DsregJoin.Domain,
        ({ IsNo: true }, { IsNo: true }) => Find("WorkplaceJoined") is { IsYes: true } ? DsregJoin.Registered : DsregJoin.NotJoined,
        _ => DsregJoin.Unknown,
    };

    /// <summary>The tenant that the device is joined to, where it can be read.</summary>
    public TenantId? TenantId => Find("TenantId") is { IsRedacted: false } value && Tenants.TenantId.TryParse(value.Value.Replace(" ", "", StringComparison.Ordinal), null, out var id) ? id : null;

    /// <summary>Whether the field is there with this value; a star at the end stands for any rest.</summary>
    public bool Has(string name, string value) => Find(name) is { IsRedacted: false } found && (value.EndsWith('*')
        ? found.Value.StartsWith(value[..^1], StringComparison.OrdinalIgnoreCase)
        : found.Value.Equals(value, StringComparison.OrdinalIgnoreCase) || (value is "YES" or "NO" && found.Value.StartsWith(value + " ", StringComparison.Ordinal)));
}
