using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Secrets;

/// <summary>
/// After the migrations and before data protection reads its keys: those that an earlier version left in clear are encrypted where they lie, and whoever runs
/// the portal is told where the key to them lies.
/// </summary>
internal sealed partial class ProtectionKeyStart(
    PortalDatabase database, ProtectionKeyFiles files, IOptions<KeyManagementOptions> keys, IHostEnvironment environment, ILogger<ProtectionKeyStart> logger) : IHostedLifecycleService
{
    private static readonly XNamespace Namespace = "http://schemas.asp.net/2015/03/dataProtection";

    private bool _done;

    /// <exception cref="StoreRefusedException">Instances that share the database do not share the key file.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return;
        }

        _done = true;
        if (keys.Value.XmlEncryptor is not { } encryptor)
        {
            if (environment.IsProduction())
            {
                LogUnencrypted(logger);
            }

            return;
        }

        if (!files.HasCertificate)
        {
            OpenFile();
        }

        var rows = await database.WriteRepeatableAsync(context => EncryptAsync(context, encryptor, cancellationToken), cancellationToken);
        if (rows > 0)
        {
            LogEncrypted(logger, rows);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => InitializeAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void OpenFile()
    {
        KeyFiles.Opened(() => files.Active, ("data-protection keys", files.Folder ?? "", "Storage:KeyPath"));
        if (!files.IsChosen && environment.IsProduction())
        {
            LogBesideData(logger, files.Folder);
        }
    }

    private async Task<int> EncryptAsync(PortalDbContext context, IXmlEncryptor encryptor, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var row in await context.DataProtectionKeys.Where(row => row.Xml != null).ToListAsync(cancellationToken))
        {
            var key = Parsed(row);
            RefuseForeign(key);
            var open = key.DescendantsAndSelf().Where(element => (bool?)element.Attribute(Namespace + "requiresEncryption") == true).ToList();
            foreach (var element in open)
            {
                var encrypted = encryptor.Encrypt(new XElement(element));
                element.ReplaceWith(new XElement(Namespace + "encryptedSecret", new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName ?? ""), encrypted.EncryptedElement));
            }

            if (open.Count > 0)
            {
                row.Xml = key.ToString(SaveOptions.DisableFormatting);
                changed++;
            }
        }

        await context.SaveChangesAsync(cancellationToken);
        return changed;
    }

    private static XElement Parsed(DataProtectionKey row)
    {
        try
        {
            return XElement.Parse(row.Xml ?? "");
        }
        catch (XmlException e)
        {
            throw new StoreRefusedException(
                $"The data-protection key {row.Id} in the database is damaged. Put the last backup in its place (docs/operate.md, Restore), or delete that row of the table DataProtectionKeys: whom it has signed in signs in again.", e);
        }
    }

    /// <summary>With one file each, every instance would throw out the people whom the other one has signed in.</summary>
    private void RefuseForeign(XElement key)
    {
        var name = (string?)key.Descendants(KeyFileFormat.Element).FirstOrDefault()?.Attribute(KeyFileFormat.Key);
        if (name is null || files.Find(name) is not null)
        {
            return;
        }

        if (!files.IsShared)
        {
            LogLost(logger, name, files.Folder);
            return;
        }

        throw new StoreRefusedException(
            $"The data-protection keys in the database are encrypted with the key file {name}, which is not in '{files.Folder}'. Set Storage:KeyPath to the folder that all instances share. "
            + "If the file is lost, empty the table DataProtectionKeys: everybody signs in again, and nothing else is lost.");
    }

    [LoggerMessage(5002, LogLevel.Warning, "The data-protection keys, which encrypt the token cache and the sign-in cookies, lie unencrypted in the database: only its permissions guard them. Set Storage:KeyPath to a folder that every instance shares, or Storage:KeyCertificatePath (and Storage:KeyCertificatePassword) to a certificate.")]
    private static partial void LogUnencrypted(ILogger logger);

    [LoggerMessage(5004, LogLevel.Warning, "The key file that encrypts the data-protection keys lies in {Folder}, beside the database: a copy of the data folder holds both. Set Storage:KeyPath to a folder elsewhere, or Storage:KeyCertificatePath to a certificate.")]
    private static partial void LogBesideData(ILogger logger, string? folder);

    [LoggerMessage(5005, LogLevel.Information, "{Keys} data-protection keys that lay unencrypted in the database are encrypted now; copies of the database from before still hold them in clear")]
    private static partial void LogEncrypted(ILogger logger, int keys);

    [LoggerMessage(5006, LogLevel.Warning, "A data-protection key is encrypted with the key file {Name}, which is not in {Folder}. Put it back, or everybody signs in again")]
    private static partial void LogLost(ILogger logger, string name, string? folder);
}
