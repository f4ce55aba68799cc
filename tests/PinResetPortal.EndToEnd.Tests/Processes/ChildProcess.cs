using System.Collections.Concurrent;
using System.Diagnostics;

namespace PinResetPortal.EndToEnd.Processes;

/// <summary>A program of this repository in a process of its own, started from a folder that has nothing to do with it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly string[] Inherited = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "Storage__Path", "Emulator__Url"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.ErrorDataReceived += KeepError;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>What it wrote to its error output alone.</summary>
    public string Errors => string.Join(Environment.NewLine, _errors);

    /// <summary>What the process has used up to now.</summary>
    public ProcessUsage Usage()
    {
        _process.Refresh();
        return new(_process.TotalProcessorTime, _process.WorkingSet64);
    }

    /// <param name="assembly">File name of a program beside the tests, or a path.</param>
    public static ChildProcess Start(string assembly, string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartDotnet(workingFolder, environment, [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]);

    /// <param name="arguments">As after the command <c>dotnet</c>.</param>
    public static ChildProcess StartDotnet(string workingFolder, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        StartCommand(workingFolder, environment, ["dotnet", .. arguments]);

    /// <param name="command">A program and its arguments.</param>
    public static ChildProcess StartCommand(string workingFolder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in Inherited)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(start);
    }

    public async Task WaitUntilItAnswersAsync(Uri address)
    {
        using var client = new HttpClient();
        await Eventually.BeTrueAsync(
            async () =>
            {
                Assert.False(_process.HasExited, $"The program ended before it answered at {address}:{Environment.NewLine}{Output}");
                try
                {
                    using var answer = await client.GetAsync(address);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false; // it does not listen yet
                }
            },
            $"an answer at {address}");
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, as <c>docker stop</c> sends it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await EndAsync();
    }

    /// <summary>It is over, whoever ended it.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>SIGSTOP: it does nothing until it is continued, and learns nothing of it.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>SIGKILL: the process learns nothing of it.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        if (!_process.HasExited)
        {
            using var sending = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
            await sending.WaitForExitAsync();
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => Kill();

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private void KeepError(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _errors.Enqueue(line.Data);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _output.Enqueue(line.Data);
        }
    }
}

/// <param name="WorkingSet">Bytes of memory that are not swapped out.</param>
internal sealed record ProcessUsage(TimeSpan Processor, long WorkingSet);
