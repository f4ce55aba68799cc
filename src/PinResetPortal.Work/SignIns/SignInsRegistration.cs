using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.SignIns;

internal static class SignInsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddSignIns(this IServiceCollection services)
    {
        services.AddSingleton<SignInService>();
        return services;
    }
}
