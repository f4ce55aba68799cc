namespace PinResetPortal.Work.Operations;

/// <summary>What ends a run early: somebody's wish, which stands in its row, or a stop of this instance.</summary>
/// <param name="wake">The engine wakes the run, so that it looks.</param>
internal sealed class RunWatch(IOperationStore store, Guid operationId, CancellationToken wake) : IDisposable
{
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(wake);

    /// <summary>For what may be left at any time: reads and waits. What changes something, and what is written of it, is never left half done.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>Looks into the row before each request that changes something.</summary>
    /// <exception cref="OperationCanceledException">No further one may be sent.</exception>
    public async Task BeforeSendAsync()
    {
        if (await store.IsCancelRequestedAsync(operationId, CancellationToken.None))
        {
            await _over.CancelAsync();
        }

        Token.ThrowIfCancellationRequested();
    }

    public void Dispose() => _over.Dispose();
}
