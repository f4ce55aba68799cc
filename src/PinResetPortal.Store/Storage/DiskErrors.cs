namespace PinResetPortal.Store.Storage;

/// <summary>Codes of what a disk answers (https://man7.org/linux/man-pages/man3/errno.3.html; Windows: https://learn.microsoft.com/windows/win32/debug/system-error-codes).</summary>
internal static class DiskErrors
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsFull(IOException exception) => exception.HResult is NoSpace or QuotaExceeded or WindowsDiskFull;

    public static bool IsReadOnly(IOException exception) => exception.HResult == ReadOnlyFileSystem;
}
