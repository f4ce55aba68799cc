using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>What keeps the portal from its SQLite file, in words.</summary>
internal static class SqliteRefusal
{
    // https://man7.org/linux/man-pages/man3/errno.3.html; Windows: https://learn.microsoft.com/windows/win32/debug/system-error-codes
    private static readonly int Held = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>Another process holds the file; everything else does not end by waiting.</summary>
    public static bool IsHeld(IOException exception) => exception.HResult == Held;

    /// <returns>Null: nobody expected this.</returns>
    public static StoreRefusedException? Of(Exception exception, StoreOptions options) => Why(exception, options) is { } why ? new(why, exception) : null;

    private static string? Why(Exception exception, StoreOptions options) => exception switch
    {
        UnauthorizedAccessException => Denied(options),
        IOException disk when DiskErrors.IsFull(disk) => Full(options),
        IOException disk when DiskErrors.IsReadOnly(disk) => ReadOnly(options),
        IOException => $"Storage:Path is '{options.Path}', which cannot be used as a folder for the database (error {exception.HResult}). Set it to a folder on a local disk.",
        SqliteException sqlite => Why(sqlite, options),
        DbUpdateException { InnerException: SqliteException sqlite } => Why(sqlite, options),
        _ => null,
    };

    /// <summary>https://www.sqlite.org/rescode.html</summary>
    private static string? Why(SqliteException exception, StoreOptions options) => exception.SqliteErrorCode switch
    {
        5 or 6 => $"Another program has held the database '{options.DatabaseFile}' for {SqliteBusyTimeout.Seconds} s. End it, and start the portal again.",
        8 => ReadOnly(options),
        10 => $"The database '{options.DatabaseFile}' could not be read or written: its disk is full or faulty, or is a network share, which SQLite cannot use. Make room, or use a local disk or PostgreSQL.",
        11 or 26 => $"The file '{options.DatabaseFile}' is damaged, or is no SQLite database. Put the last backup in its place (docs/operate.md, Restore), or move the file away to begin with an empty database.",
        13 => Full(options),
        14 => Denied(options),
        _ => null,
    };

    private static string Denied(StoreOptions options) =>
        $"Storage:Path is '{options.Path}', where the user '{Environment.UserName}' may not write. Give the folder and the files in it to that user, or set Storage:Path to another folder.";

    private static string ReadOnly(StoreOptions options) =>
        $"Storage:Path is '{options.Path}', which is read-only. Mount it writable, or set Storage:Path to another folder.";

    private static string Full(StoreOptions options) => $"Storage:Path is '{options.Path}', where the disk is full. Make room, and start the portal again.";
}
