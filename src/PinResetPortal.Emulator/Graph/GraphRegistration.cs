namespace PinResetPortal.Emulator.Graph;

internal static class GraphRegistration
{
    /// <summary>Registers <see cref="IGraphService"/>; an <see cref="Directory.IReplication"/> is used when there is one.</summary>
    public static IServiceCollection AddEmulatedGraph(this IServiceCollection services) =>
        services.AddSingleton<IGraphService, GraphService>();
}
