namespace PinResetPortal.Configuration;

/// <summary>The host must not start as it is configured. The message is the whole explanation: it is printed without a stack trace.</summary>
internal class StartupRefusedException(string message) : Exception(message);

/// <summary>Nothing is wrong but that the portal has no registration yet.</summary>
internal sealed class NotSetUpException(string message, IReadOnlyList<MissingSetting> missing) : StartupRefusedException(message)
{
    public IReadOnlyList<MissingSetting> Missing { get; } = missing;
}
