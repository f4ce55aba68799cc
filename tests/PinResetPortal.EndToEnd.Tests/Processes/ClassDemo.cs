namespace PinResetPortal.EndToEnd.Processes;

/// <summary>One demo for all tests of a class, which run one after the other.</summary>
public class ClassDemo : IAsyncLifetime
{
    private OwnDemo? _demo;

    internal OwnDemo Demo => _demo ?? throw new InvalidOperationException("The demo was not started.");

    /// <summary>Environment variables besides the usual ones.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public async ValueTask InitializeAsync() => _demo = await OwnDemo.StartAsync(Settings);

    public async ValueTask DisposeAsync()
    {
        await (_demo?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }
}
