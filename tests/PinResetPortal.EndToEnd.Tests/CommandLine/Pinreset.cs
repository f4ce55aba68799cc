using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.CommandLine;

/// <summary>The command line as a pipeline starts it: a process of its own, with nobody at the terminal.</summary>
internal sealed class Pinreset(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>As an application of the demo.</summary>
    public static Pinreset As(Uri portal, Uri emulator, string clientId, string secret) => new(new Dictionary<string, string>
    {
        ["PINRESET_PORTAL"] = portal.GetLeftPart(UriPartial.Authority),
        ["PINRESET_AUTHORITY"] = emulator.GetLeftPart(UriPartial.Authority),
        ["PINRESET_API"] = "api://pinresetportal",
        ["PINRESET_HOME_TENANT"] = "11111111-1111-4111-8111-111111111111",
        ["PINRESET_CLIENT_ID"] = clientId,
        ["PINRESET_CLIENT_SECRET"] = secret,
    });

    public Pinreset With(string variable, string value) => new(new Dictionary<string, string>(environment) { [variable] = value });

    public Task<Ran> RunAsync(params string[] arguments) => RunOnAsync("", arguments);

    /// <param name="input">What the command is given on its input.</param>
    public async Task<Ran> RunOnAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PinResetPortal.Cli.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command line did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record Ran(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output) ?? throw new InvalidOperationException("The answer is null.");

    /// <summary>The command ended with this code.</summary>
    public Ran Ends(int code)
    {
        Assert.True(Code == code, $"Ended with {Code} instead of {code}.{Environment.NewLine}{Output}{Environment.NewLine}{Error}");
        return this;
    }

    /// <summary>The command was refused with this code: nothing on the output, one line for the person.</summary>
    public void Refuses(int code, string because)
    {
        Ends(code);
        var line = Assert.Single(Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(because, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.Equal("", Output);
    }
}
