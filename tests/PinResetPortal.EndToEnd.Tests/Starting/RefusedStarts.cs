using PinResetPortal.EndToEnd.Processes;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.EndToEnd.Starting;

/// <summary>Starts the published build once for each thing that keeps it from starting, side by side: each start waits more than it works.</summary>
public sealed class RefusedStarts(PostgresServer postgres) : IAsyncLifetime
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly Dictionary<string, Task<StartEnd>> _ends = [];

    public async ValueTask InitializeAsync()
    {
        var program = await PublishedPortal.ProgramAsync();
        foreach (var (name, start) in BadStart.All)
        {
            _ends[name] = RunAsync(program, start);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)Task.WhenAll(_ends.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _places.Dispose();
    }

    internal Task<StartEnd> EndOfAsync(string name) => _ends[name];

    private async Task<StartEnd> RunAsync(string program, BadStart start)
    {
        await _places.WaitAsync();
        try
        {
            await using var ground = new Ground(postgres);
            await start.PrepareAsync(ground);
            await using var process = ground.Start(program);
            try
            {
                var code = await process.EndAsync().WaitAsync(Patience);
                return new(code, process.Errors, process.Output);
            }
            catch (TimeoutException)
            {
                throw new InvalidOperationException($"It did not end by itself: {process.Output}");
            }
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <param name="Said">On the error output.</param>
/// <param name="Output">All of it.</param>
internal sealed record StartEnd(int Code, string Said, string Output);
