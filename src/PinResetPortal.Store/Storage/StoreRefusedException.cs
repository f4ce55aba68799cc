namespace PinResetPortal.Store.Storage;

/// <summary>The database cannot be used as it is. The message is the whole explanation, with the next step; the cause is for the debugger.</summary>
public sealed class StoreRefusedException(string message, Exception? cause = null) : Exception(message, cause);
