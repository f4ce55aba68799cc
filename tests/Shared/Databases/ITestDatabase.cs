namespace PinResetPortal.Store.Databases;

/// <summary>An empty database of one provider, for one test.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    /// <summary>What the section <c>Storage</c> says to use it.</summary>
    IReadOnlyDictionary<string, string?> Configuration { get; }

    /// <summary>Takes away what keeps the audit log append-only, as only the owner of the database can.</summary>
    IReadOnlyList<string> DropAuditTriggers { get; }
}
