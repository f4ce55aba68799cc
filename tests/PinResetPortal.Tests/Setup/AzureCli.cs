namespace PinResetPortal.Setup;

/// <summary>A stand-in for the Azure CLI on the PATH of this process, for one test.</summary>
internal sealed class AzureCli : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pinresetportal-az-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("PATH");

    private AzureCli(string script)
    {
        var file = Path.Combine(_folder, "az");
        File.WriteAllText(file, $"#!/bin/sh\necho \"$@\" >> {Path.Combine(_folder, "asked")}\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Environment.SetEnvironmentVariable("PATH", $"{_folder}:{_before}");
    }

    /// <summary>How it was called.</summary>
    public string Asked => File.ReadAllText(Path.Combine(_folder, "asked"));

    /// <summary>Somebody is signed in; this is the token.</summary>
    public static AzureCli With(string token) => new(
        $$"""
        cat <<'EOF'
        {"accessToken":"{{token}}","expiresOn":"2099-01-01 00:00:00.000000","expires_on":4070908800,"subscription":"","tenant":"","tokenType":"Bearer"}
        EOF
        """);

    public static AzureCli SignedOut() => new("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _before);
        Directory.Delete(_folder, recursive: true);
    }
}
