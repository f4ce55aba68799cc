using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.People;

internal static class PeopleRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<IPeopleService, PeopleService>();
        return services;
    }
}
