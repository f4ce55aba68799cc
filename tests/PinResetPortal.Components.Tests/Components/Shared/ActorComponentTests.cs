using Bunit;
using Xunit;

namespace PinResetPortal.Components.Shared;

/// <summary>Whose cancellation is silent, and whose is a failure that is told.</summary>
public sealed class ActorComponentTests : ComponentTest
{
    [Fact]
    public async Task Try_WorkThatEndsWell_TellsNothing() => Assert.Null(await AskAsync(_ => Task.CompletedTask));

    [Fact]
    public async Task Try_Failure_IsToldWithAnId()
    {
        var told = await AskAsync(_ => throw new InvalidOperationException("secret"));

        Assert.Equal("It could not be done.", told?.What);
        Assert.NotEmpty(told?.CorrelationId ?? "");
        Assert.DoesNotContain("secret", told?.Sentence ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_CancellationOfSomebodyElse_IsToldAsAFailure() =>
        Assert.NotNull(await AskAsync(_ => throw new TaskCanceledException("A request took too long.")));

    [Fact]
    public async Task Try_ComponentLeftThePage_IsSilent() => Assert.Null(await AskAsync(component =>
    {
        component.Dispose();
        throw new OperationCanceledException();
    }));

    [Fact]
    public async Task Try_SomethingNewerWasAsked_IsSilent()
    {
        using var newer = new CancellationTokenSource();
        await newer.CancelAsync();

        Assert.Null(await AskAsync(_ => throw new OperationCanceledException(newer.Token), newer.Token));
    }

    private async Task<Trouble?> AskAsync(Func<AskingComponent, Task> work, CancellationToken? ours = null)
    {
        var component = Render<AskingComponent>();
        await component.InvokeAsync(() => component.Instance.AskAsync(work, ours));
        return component.Instance.Told;
    }
}
