namespace PinResetPortal.Configuration;

/// <summary>The host must not start as it is configured. The message is the whole explanation: it is printed without a stack trace.</summary>
internal sealed class StartupRefusedException(string message) : Exception(message);
