using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Where the keys come from, and that what older ones made stays verifiable.</summary>
public sealed class AuditKeyTests : AuditTests
{
    private string Folder => Store.Get<AuditKeyFolder>().Folder;

    [Fact]
    public void Keys_FirstStart_AreMadeForTheOwnerAlone()
    {
        var files = Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order();

        Assert.Equal(["audit-0001.key", "sign-0001.pem"], files);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(Folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        }
    }

    [Fact]
    public async Task Start_InProductionWithoutAKeyPath_NamesTheKeyToSet()
    {
        await using var production = await StoreUnderTest.OpenAsync(Database.Configuration, "Production");

        Assert.Contains(production.Log.Warnings, warning => warning.Contains("Audit:KeyPath", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rotate_NextStart_WritesWithTheNewKeyAndVerifiesTheOld()
    {
        await AppendAsync(1, 2);
        await Upkeep.SealAsync(Cancellation);
        var old = (Store.Get<AuditKeys>().Active.Id, Store.Get<IFileSigner>().Keys[0]);
        var signed = SignedJson.Write("""{"a":1}"""u8, Store.Get<IFileSigner>());

        Upkeep.RotateKeys();
        await using var next = await OpenAnotherAsync();
        await next.Get<IAuditLog>().AppendAsync(Record(Contoso, "3"), Cancellation);
        await next.Get<IAuditUpkeep>().SealAsync(Cancellation);

        // Also an instance that was not started again knows the new key.
        Assert.True((await VerifyAsync()).Holds);
        Assert.True((await next.Get<IAuditLog>().VerifyAsync(Fabrikam, null, Cancellation)).Holds);
        var entries = await Log.ReadAsync(Fabrikam, Contoso, 10, Cancellation);
        Assert.Equal(old.Id, entries[^1].KeyId);
        Assert.NotEqual(old.Id, entries[0].KeyId);
        var keys = next.Get<IFileSigner>().Keys;
        Assert.Equal([true, false], keys.Select(key => key.Signs));
        Assert.Equal(old.Item2.Fingerprint, keys[1].Fingerprint);
        Assert.Equal(FileVerdict.Genuine, FileVerification.Check(signed, keys.Select(key => key.Pem)).Verdict);
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(Path.Combine(Folder, "sign-0001.pub.pem"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_KeyIsGone_SaysThatNobodyCanTell()
    {
        await AppendAsync(1, 2);
        File.Delete(Path.Combine(Folder, "audit-0001.key"));
        await using var next = await OpenAnotherAsync();

        var verification = await next.Get<IAuditLog>().VerifyAsync(Fabrikam, null, Cancellation);

        Assert.Equal(0, verification.Entries);
        Assert.All(verification.Problems, problem => Assert.Equal(AuditProblemKind.KeyMissing, problem.Kind));
        Assert.Contains("nobody can tell", verification.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_SameOnTwoInstances_IsTheSameKeyWithoutASharedFolder()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var file = Path.Combine(Directory.CreateTempSubdirectory("pinreset-certificate-").FullName, "keys.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "secret"), Cancellation);
        Dictionary<string, string?> With(string folder) => new(Database.Configuration)
        {
            ["Storage:KeyCertificatePath"] = file,
            ["Storage:KeyCertificatePassword"] = "secret",
            ["Audit:KeyPath"] = Path.Combine(Path.GetDirectoryName(file) ?? "", folder),
        };

        await using var one = await StoreUnderTest.OpenAsync(With("one"), time: Store.Time);
        await using var two = await StoreUnderTest.OpenAsync(With("two"), time: Store.Time);
        await one.Get<IAuditLog>().AppendAsync(Record(Contoso, "1"), Cancellation);
        await two.Get<IAuditLog>().AppendAsync(Record(Contoso, "2"), Cancellation);

        Assert.True((await one.Get<IAuditLog>().VerifyAsync(Fabrikam, null, Cancellation)) is { Holds: true, Entries: 2 });
        Assert.Empty(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(file) ?? "", "one"), "audit-*"));
        Directory.Delete(Path.GetDirectoryName(file) ?? "", recursive: true);
    }

    [Theory]
    [InlineData("Audit:SealEvery", "00:00:01")]
    [InlineData("Audit:SealEvery", "2.00:00:00")]
    public void Options_OutOfRange_NameTheKey(string key, string value)
    {
        var store = StoreUnderTest.Compose(new Dictionary<string, string?>(Database.Configuration) { [key] = value });

        var failure = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => store.Get<Microsoft.Extensions.Options.IOptions<AuditOptions>>().Value);

        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FileForFolderAndFolderForFile_AreBothNamed()
    {
        var file = Path.Combine(Folder, "audit-0001.key");
        var store = StoreUnderTest.Compose(new Dictionary<string, string?>(Database.Configuration) { ["Audit:KeyPath"] = file, ["Audit:SealPath"] = Folder });

        var failure = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => store.Get<Microsoft.Extensions.Options.IOptions<AuditOptions>>().Value);

        Assert.Contains("Audit:KeyPath", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Audit:SealPath", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Every byte of a signed pack, by its lowest bit and by the one that tells capitals from small letters.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0x20)]
    public void SignedPack_AnyByteAltered_IsRefused(byte bit)
    {
        var signer = Store.Get<IFileSigner>();
        var pems = signer.Keys.Select(key => key.Pem).ToArray();
        var file = SignedJson.Write(Encoding.UTF8.GetBytes("""{"tenantId":"a","verdict":"Ready","name":"Zoë"}"""), signer);
        Assert.Equal(FileVerdict.Genuine, FileVerification.Check(file, pems).Verdict);

        for (var i = 0; i < file.Length; i++)
        {
            var altered = file.ToArray();
            altered[i] ^= bit;

            Assert.NotEqual(FileVerdict.Genuine, FileVerification.Check(altered, pems).Verdict);
        }

        Assert.Equal(FileVerdict.NotSigned, FileVerification.Check([.. file, (byte)'\n'], pems).Verdict);
        Assert.Equal(FileVerdict.NotSigned, FileVerification.Check("""{"a":1}"""u8.ToArray(), pems).Verdict);
    }

    [Fact]
    public void SignedPack_SignedBySomebodyElse_NamesAnUnknownKey()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = SignedJson.Write("""{"a":1}"""u8, Store.Get<IFileSigner>());

        Assert.Equal(FileVerdict.UnknownKey, FileVerification.Check(file, [own.ExportSubjectPublicKeyInfoPem()]).Verdict);
    }

    [Fact]
    public void SignedArchive_FileAlteredAddedOrTakenAway_IsRefused()
    {
        var signer = Store.Get<IFileSigner>();
        var pems = signer.Keys.Select(key => key.Pem).ToArray();
        var file = SignedArchive.Write([("audit.csv", "a,b\n1,2\n"u8.ToArray()), ("audit.json", "[]"u8.ToArray())], signer);
        Assert.Equal(FileVerdict.Genuine, FileVerification.Check(file, pems).Verdict);

        Assert.NotEqual(FileVerdict.Genuine, FileVerification.Check(Changed(file, zip => zip.GetEntry("audit.json")?.Delete()), pems).Verdict);
        Assert.NotEqual(FileVerdict.Genuine, FileVerification.Check(Changed(file, zip => Write(zip, "more.csv", "1")), pems).Verdict);
        foreach (var (name, content) in new[] { ("audit.csv", "a,b\n1,3\n"), ("SHA256SUMS", ""), ("SHA256SUMS.sig", "x"), ("SHA256SUMS.key", "x") })
        {
            Assert.NotEqual(FileVerdict.Genuine, FileVerification.Check(Changed(file, zip => Write(zip, name, content)), pems).Verdict);
        }
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();

    private static byte[] Changed(byte[] file, Action<System.IO.Compression.ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return stream.ToArray();
    }

    private static void Write(System.IO.Compression.ZipArchive zip, string name, string content)
    {
        zip.GetEntry(name)?.Delete();
        using var entry = new StreamWriter(zip.CreateEntry(name).Open());
        entry.Write(content);
    }
}
