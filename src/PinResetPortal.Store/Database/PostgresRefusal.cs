using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>What keeps the portal from its PostgreSQL database, in words. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgresRefusal
{
    /// <returns>Why the server does not answer, where waiting may help; null for everything else.</returns>
    public static string? WhyAway(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "it is starting or stopping",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => "it is stopping",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "it has too many connections",
        PostgresException => null,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "its host name is not known",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
        SocketException or IOException => "the connection failed",
        TimeoutException => "it did not answer in time",

        // EF Core wraps whatever it takes for passing trouble.
        NpgsqlException or InvalidOperationException when exception.InnerException is { } inner => WhyAway(inner),
        _ => null,
    };

    /// <returns>Null: nobody expected this.</returns>
    public static StoreRefusedException? Of(Exception exception, StoreOptions options) =>
        Why(exception as PostgresException ?? exception.InnerException as PostgresException, exception, new(options.ConnectionString)) is { } why ? new(why, exception) : null;

    public static string Server(NpgsqlConnectionStringBuilder connection) => $"PostgreSQL at {connection.Host}:{connection.Port}";

    private static string? Why(PostgresException? refused, Exception exception, NpgsqlConnectionStringBuilder connection) => refused?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{Server(connection)} does not let '{connection.Username}' in (SQLSTATE {refused.SqlState}). Correct Username and Password in Storage:ConnectionString, or the server's pg_hba.conf.",
        PostgresErrorCodes.InsufficientPrivilege when refused.MessageText.Contains("create database", StringComparison.OrdinalIgnoreCase) =>
            $"{Server(connection)} has no database '{connection.Database}', and '{connection.Username}' may not create it (SQLSTATE 42501). Run as its administrator: CREATE DATABASE {Quoted(connection.Database)} OWNER {Quoted(connection.Username)};",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"'{connection.Username}' has not enough rights in the database '{connection.Database}' of {Server(connection)} (SQLSTATE 42501). Run as its administrator, in that database: "
            + $"GRANT USAGE, CREATE ON SCHEMA public TO {Quoted(connection.Username)}; GRANT ALL ON ALL TABLES IN SCHEMA public TO {Quoted(connection.Username)}; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {Quoted(connection.Username)}; "
            + "tables that somebody else made must be given to that role as well, or it cannot bring them up to date.",
        PostgresErrorCodes.DiskFull => $"The disk of {Server(connection)} is full. Make room, and start the portal again.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"{Server(connection)} is read-only (a standby?). Set Storage:ConnectionString to the one that takes writes.",
        null when exception is AuthenticationException or { InnerException: AuthenticationException } =>
            $"{Server(connection)} and the portal did not agree on TLS. Look at SSL Mode and Root Certificate in Storage:ConnectionString.",
        _ => null,
    };

    private static string Quoted(string? name) => $"\"{name?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
