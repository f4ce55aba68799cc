using PinResetPortal.Api;
using PinResetPortal.Configuration;
using PinResetPortal.Demo;
using PinResetPortal.Graph;
using PinResetPortal.Hosting;
using PinResetPortal.Notifications;
using PinResetPortal.Proof;
using PinResetPortal.Scheduling;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;

if (ProofCommands.Handles(args))
{
    return await ProofCommands.RunAsync(args, Console.Out, Console.Error);
}

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    if (args.Contains(HealthProbe.Argument))
    {
        return await HealthProbe.RunAsync(builder.Configuration, CancellationToken.None);
    }

    var emulator = EmulatorSwitch.Read(builder.Configuration, builder.Environment);
    builder.AddDemoConfiguration(emulator);
    builder.AddPortalHosting();
    builder.Services
        .AddPinResetWork()
        .AddPinResetGraph()
        .AddPortalSignIn(builder.Configuration, builder.Environment)
        .AddPinResetStore(builder.Configuration)
        .CompleteFactsFromStore()
        .AddPortalScheduling(builder.Configuration)
        .AddPortalNotifications(builder.Configuration)
        .AddPortalApi()
        .AddPortalPages(emulator);
    builder.AddEmulator(emulator);

    await using var app = builder.Build();
    app.ValidateConfiguration();
    app.UsePortal();
    app.AnnounceDemo(emulator);
    await app.RunAsync();
    return 0;
}
catch (StartupRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
