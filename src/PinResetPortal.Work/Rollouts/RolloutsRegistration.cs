using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Rollouts;

internal static class RolloutsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddRollouts(this IServiceCollection services) => services.AddSingleton<RolloutFollower>();
}
