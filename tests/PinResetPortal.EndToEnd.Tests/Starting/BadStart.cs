using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace PinResetPortal.EndToEnd.Starting;

/// <summary>Something that keeps the portal from starting.</summary>
/// <param name="PrepareAsync">Makes it so.</param>
/// <param name="Says">What the sentence must hold; where one begins with a dash, it is a list of the configuration's mistakes.</param>
internal sealed record BadStart(Func<Ground, Task> PrepareAsync, params string[] Says)
{
    private const string History = "\"__EFMigrationsHistory\"";
    private const string Later = $"""CREATE TABLE {History} ("MigrationId" text PRIMARY KEY, "ProductVersion" text); INSERT INTO {History} VALUES ('99990101000000_Later', '11.0.0')""";

    public BadStart(Action<Ground> prepare, params string[] says)
        : this(
            ground =>
            {
                prepare(ground);
                return Task.CompletedTask;
            },
            says)
    {
    }

    /// <summary>It needs a file system of its own.</summary>
    private bool Mounts { get; init; }

    /// <summary>Words that the log must hold, each as often.</summary>
    public IReadOnlyDictionary<string, int> Logs { get; init; } = new Dictionary<string, int>();

    /// <summary>Those that this machine can bring about: in some containers nothing can be mounted.</summary>
    public static IReadOnlyDictionary<string, BadStart> All { get; } = Everything.Where(start => Ground.CanMount || !start.Value.Mounts).ToDictionary();

    private static Dictionary<string, BadStart> Everything => new()
    {
        ["folder: a file"] = new(ground => ground.Settings["Storage__Path"] = ground.Write("file", ""), "- Storage:Path is", "which is a file; set it to a folder."),
        ["folder: below a file"] = new(ground => ground.Settings["Storage__Path"] = Path.Combine(ground.Write("file", ""), "below"), "Storage:Path is", "Set it to a folder on a local disk."),
        ["folder: read-only"] = new(ground => ground.Mount("ro"), "Storage:Path is", "which is read-only. Mount it writable") { Mounts = true },
        ["folder: without rights"] = new(ground => ground.BindByRights(Directory.CreateDirectory(ground.Data).FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute), "Storage:Path is", "may not write. Give the folder"),
        ["folder: disk full"] = new(ground => ground.Mount("size=64k"), "Storage:Path is", "where the disk is full. Make room") { Mounts = true },
        ["folder: disk full but for the database"] = new(ground => ground.Mount("nr_inodes=7"), "where the disk is full. Make room") { Mounts = true },
        ["folder: held by another start"] = new(
            ground =>
            {
                ground.Hold(new FileStream(ground.Write("portal.lock", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None));
                ground.Settings["Storage__StartupWait"] = "00:00:01";
            },
            "Another start of the portal has held", "for 00:00:01. End it"),

        ["corrupt: database"] = new(ground => ground.Write("portal.db", new string('x', 4096)), "portal.db' is damaged, or is no SQLite database. Put the last backup in its place"),
        ["corrupt: the scheduler's file"] = new(ground => ground.Write("scheduler.db", new string('x', 4096)), "scheduler.db' is damaged, or is no SQLite database. Move it away"),
        ["corrupt: data-protection key"] = new(ground => ground.Write("keys/data-protection-0001.key", "no key"), "data-protection-0001.key holds no key", "Put the right file back"),
        ["corrupt: audit key"] = new(ground => ground.Write("audit/audit-0001.key", "no key"), "audit-0001.key holds no key", "Put the right file back"),
        ["corrupt: signing key"] = new(ground => ground.Write("audit/sign-0001.pem", "no key"), "sign-0001.pem holds no signing key", "Put the right file back"),
        ["corrupt: certificate of the keys"] = new(ground => ground.Settings["Storage__KeyCertificatePath"] = ground.Write("keys.pfx", "no certificate"), "- Storage:KeyCertificatePath could not be opened", "Storage:KeyCertificatePassword its password"),
        ["corrupt: what setup wrote"] = new(ground => ground.Write("portal.json", "{"), "portal.json, which 'setup' wrote, cannot be read", "Run 'setup' again"),

        ["certificate: corrupt"] = new(ground => Certificate(ground, ground.Write("own.pfx", "no certificate")), "- AzureAd:ClientCredentials:0:CertificateDiskPath names a certificate that cannot be opened"),
        ["certificate: not there"] = new(ground => Certificate(ground, "/nowhere/own.pfx"), "- AzureAd:ClientCredentials:0:CertificateDiskPath names a certificate that is not there."),
        ["certificate: ended"] = new(ground => Certificate(ground, Ended(ground)), "- AzureAd:ClientCredentials:0:CertificateDiskPath names a certificate that ended on", "Make a new one"),
        ["certificate: without rights"] = new(
            ground =>
            {
                ground.Settings["Storage__KeyCertificatePath"] = ground.Write("keys.pfx", "hidden");
                ground.BindByRights(ground.Settings["Storage__KeyCertificatePath"], UnixFileMode.None);
            },
            "- Storage:KeyCertificatePath could not be opened"),
        ["secret: its id"] = new(ground => ground.Settings["AzureAd__ClientCredentials__0__ClientSecret"] = Guid.NewGuid().ToString(), "- AzureAd:ClientCredentials:0:ClientSecret is the id of a secret."),
        ["secrets: folder not there"] = new(ground => ground.Settings["Portal__SecretsPath"] = "/nowhere", "Portal:SecretsPath is '/nowhere', where there is no folder."),
        ["secrets: a key in a file counts"] = new(
            ground =>
            {
                ground.Settings["Portal__SecretsPath"] = ground.Data;
                ground.Write("Portal__SessionHours", "0\n");
            },
            "- Portal:SessionHours: must be"),
        ["secrets: without rights"] = new(
            ground =>
            {
                ground.Settings["Portal__SecretsPath"] = ground.Data;
                ground.BindByRights(ground.Write("Storage__KeyCertificatePassword", "hush"), UnixFileMode.None);
            },
            "A file in", "(Portal:SecretsPath), cannot be read by the user", "Let that user read it."),

        ["database: away"] = new(
            ground =>
            {
                ground.UsePostgres(new NpgsqlConnectionStringBuilder("Host=127.0.0.1;Port=1;Database=portal;Username=portal;Password=hush"));
                ground.Settings["Storage__StartupWait"] = "00:00:02";
            },
            "PostgreSQL at 127.0.0.1:1 could not be reached for 00:00:02: the connection was refused. Start it, or correct Storage:ConnectionString.")
        {
            Logs = new Dictionary<string, int> { ["cannot be reached: the connection was refused; try "] = 2, ["hush"] = 0 },
        },
        ["database: without rights"] = new(
            async ground =>
            {
                var database = await ground.UsePostgresAsync();
                var role = $"weak_{Guid.NewGuid():N}";
                await Ground.ExecuteAsync(database, $"""CREATE ROLE "{role}" LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC""");
                ground.UsePostgres(new(database.ToString()) { Username = role });
            },
            "has not enough rights in the database", "(SQLSTATE 42501)", "GRANT USAGE, CREATE ON SCHEMA public TO \"weak_"),
        ["database: nobody known"] = new(
            async ground => ground.UsePostgres(new((await ground.UsePostgresAsync()).ToString()) { Username = "nobody" }), "does not let 'nobody' in (SQLSTATE 28000)", "Correct Username and Password"),
        ["newer schema: SQLite"] = new(ground => ground.ExecuteAsync(Later), "newer version", "99990101000000_Later"),
        ["newer schema: PostgreSQL"] = new(async ground => await Ground.ExecuteAsync(await ground.UsePostgresAsync(), Later), "newer version", "99990101000000_Later"),

        ["keys: of the wrong kind"] = new(
            ground =>
            {
                ground.Settings["Portal__SessionHours"] = "long";
                ground.Settings["Storage__StartupWait"] = "soon";
                ground.Settings["Notifications__AllowPrivateAddresses"] = "perhaps";
                ground.Settings["Portal__TrustedProxies"] = "10.0.0.1";
            },
            "- Portal:SessionHours: 'long' is not a whole number",
            "- Storage:StartupWait: 'soon' is not a duration",
            "- Notifications:AllowPrivateAddresses: 'perhaps' is not true or false",
            "- Portal:TrustedProxies: '10.0.0.1' is not a list"),
        ["keys: that are not, or no longer, and values that cannot be"] = new(
            ground =>
            {
                ground.Settings["Portal__PublicUrl"] = "https://pin.example.com/portal";
                ground.Settings["Portal__TrustedProxies__0"] = "10.0.0.0/33";
                ground.Settings["Portal__SessionHour"] = "4";
                ground.Settings["AzureAd__ClientCredentials__0__ClientSecrt"] = "x";
                ground.Settings["AzureAd__ClientId"] = "mine";
                ground.Settings["Graph__ClientId"] = "x";
            },
            "- Portal:PublicUrl: 'https://pin.example.com/portal' is not an https address without a path",
            "- Portal:TrustedProxies:0: '10.0.0.0/33' is neither an IP address nor a network",
            "- Portal:SessionHour is not a key of the portal, so it does nothing. Did you mean Portal:SessionHours?",
            "Did you mean AzureAd:ClientCredentials:0:ClientSecret?",
            "- AzureAd:ClientId: 'mine' is not a GUID",
            "- Graph:ClientId is not a key of the portal, so it does nothing. Remove it"),
        ["keys: from a file, unless the environment has them"] = new(
            ground =>
            {
                ground.Settings["Portal__SecretsPath"] = ground.Data;
                ground.Write("Portal__SessionHours", "0\n");
                ground.Write("Portal__ExportsPerMinute", "99999\n");
                ground.Settings["Portal__ExportsPerMinute"] = "30";
            },
            "- Portal:SessionHours: must be between 1 and 24.")
        {
            Logs = new Dictionary<string, int> { ["Portal:ExportsPerMinute"] = 0 },
        },
        ["keys: some missing, one wrong"] = new(
            ground =>
            {
                ground.Settings.Remove("AzureAd__ClientId");
                ground.Settings.Remove("Portal__AllowedTenants__0");
                ground.Settings["Portal__SessionHours"] = "99";
            },
            "- AzureAd:ClientId: set it to", "- Portal:AllowedTenants:0: set it to", "- Portal:SessionHours: must be between 1 and 24."),

        ["listening: port taken"] = new(
            ground =>
            {
                var taken = new TcpListener(IPAddress.Loopback, 0);
                taken.Start();
                ground.Hold(taken);
                ground.Settings["ASPNETCORE_URLS"] = $"http://{taken.LocalEndpoint}";
            },
            "The portal cannot listen on http://127.0.0.1:", "another program does already."),
        ["listening: certificate corrupt"] = new(
            ground =>
            {
                ground.Settings["Kestrel__Endpoints__Web__Url"] = "https://127.0.0.1:0";
                ground.Settings["Kestrel__Endpoints__Web__Certificate__Path"] = ground.Write("web.pfx", "no certificate");
            },
            "The portal cannot listen on", "its certificate cannot be loaded. Look at Kestrel:Certificates"),
        ["Emulator: in Production"] = new(ground => ground.Settings["Emulator__Enabled"] = "true", "The Emulator is switched on (Emulator:Enabled) in the environment 'Production'"),
        ["Emulator: not in this build"] = new(ground => ground.Settings["ASPNETCORE_ENVIRONMENT"] = "Demo", "The Emulator is switched on, but this build does not contain it."),
    };

    private static void Certificate(Ground ground, string path)
    {
        ground.Settings.Remove("AzureAd__ClientCredentials__0__ClientSecret");
        ground.Settings["AzureAd__ClientCredentials__0__SourceType"] = "Path";
        ground.Settings["AzureAd__ClientCredentials__0__CertificateDiskPath"] = path;
    }

    private static string Ended(Ground ground)
    {
        var file = ground.Write("ended.pfx", "");
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-20), now.AddDays(-10));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
        return file;
    }
}
