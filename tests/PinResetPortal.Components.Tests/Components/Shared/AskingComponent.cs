namespace PinResetPortal.Components.Shared;

/// <summary>Does what a test wants, as components do what they are for.</summary>
public sealed class AskingComponent : ActorComponent
{
    public Trouble? Told { get; private set; }

    public Task AskAsync(Func<AskingComponent, Task> work, CancellationToken? ours) => TryAsync("It could not be done.", trouble => Told = trouble, () => work(this), ours);
}
