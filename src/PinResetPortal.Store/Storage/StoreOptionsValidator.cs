using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Npgsql;

namespace PinResetPortal.Store.Storage;

/// <summary>Says everything that is wrong at once, each time with the key to set.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var problems = ProviderProblems(options).Concat(CertificateProblems(options)).Concat(TimeProblems(options)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ProviderProblems(StoreOptions options)
    {
        if (options.IsSqlite)
        {
            if (string.IsNullOrWhiteSpace(options.Path))
            {
                yield return "Storage:Path is empty; set it to the folder in which the SQLite database shall be kept, for example \"data\".";
            }
            else if (File.Exists(options.Path))
            {
                yield return $"Storage:Path is '{options.Path}', which is a file; set it to a folder.";
            }
        }
        else if (!options.IsPostgreSql)
        {
            yield return $"Storage:Provider is '{options.Provider}'; set it to SQLite or PostgreSQL.";
        }
        else if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            yield return "Storage:ConnectionString is empty; with Storage:Provider PostgreSQL set it to \"Host=…;Database=…;Username=…;Password=…\".";
        }
        else if (ConnectionStringProblem(options.ConnectionString) is { } problem)
        {
            yield return problem;
        }
    }

    private static string? ConnectionStringProblem(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(parts.Host) || string.IsNullOrEmpty(parts.Database)
                ? "Storage:ConnectionString names no Host or no Database; both are needed."
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or DbException)
        {
            // The exception's text could quote the password: it is not repeated.
            return "Storage:ConnectionString is not a connection string that Npgsql understands (https://www.npgsql.org/doc/connection-string-parameters.html).";
        }
    }

    private static IEnumerable<string> CertificateProblems(StoreOptions options)
    {
        if (File.Exists(options.KeyPath))
        {
            yield return $"Storage:KeyPath is '{options.KeyPath}', which is a file; set it to the folder of the key files.";
        }

        if (string.IsNullOrWhiteSpace(options.KeyCertificatePath))
        {
            yield break;
        }

        if (!File.Exists(options.KeyCertificatePath))
        {
            yield return $"Storage:KeyCertificatePath is '{options.KeyCertificatePath}', where there is no file.";
        }
        else if (CertificateProblem(options) is { } problem)
        {
            yield return problem;
        }
    }

    private static string? CertificateProblem(StoreOptions options)
    {
        try
        {
            using var certificate = KeyCertificate.Load(options);
            using var key = certificate.GetRSAPrivateKeyOrNull();
            return key is null
                ? "Storage:KeyCertificatePath holds no RSA private key; data-protection keys can be encrypted with RSA only."
                : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"Storage:KeyCertificatePath could not be opened; it must be a PKCS#12 file (.pfx) that the user '{Environment.UserName}' may read, and Storage:KeyCertificatePassword its password.";
        }
    }

    private static IEnumerable<string> TimeProblems(StoreOptions options)
    {
        if (options.ReadinessHistoryDays is < 1 or > 36_500)
        {
            yield return $"Storage:ReadinessHistoryDays is {options.ReadinessHistoryDays}; set it to between 1 and 36500 days.";
        }

        if (options.StartupWait < TimeSpan.FromSeconds(1) || options.StartupWait > TimeSpan.FromHours(1))
        {
            yield return $"Storage:StartupWait is {options.StartupWait:c}; set it to between 00:00:01 and 01:00:00.";
        }
    }
}
