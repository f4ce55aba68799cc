namespace PinResetPortal.Api.Diagnose;

// Only describes the body for the OpenAPI document; DiagnoseRequestReading reads it.

/// <summary>What a user or an administrator sees.</summary>
/// <param name="Text">An error code, a message, a sign-in log entry, events, or the output of dsregcmd /status; up to 1 MB. It is neither stored nor logged.</param>
/// <param name="TenantId">The tenant of the user: the answer is compared with its findings.</param>
internal sealed record DiagnoseRequest(string Text, Guid? TenantId = null);
