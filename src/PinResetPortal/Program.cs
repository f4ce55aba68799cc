using PinResetPortal;
using PinResetPortal.Api;
using PinResetPortal.Configuration;
using PinResetPortal.Demo;
using PinResetPortal.FirstStart;
using PinResetPortal.Graph;
using PinResetPortal.Hosting;
using PinResetPortal.Notifications;
using PinResetPortal.Reports;
using PinResetPortal.Scheduling;
using PinResetPortal.Setup;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;

if (PortalCommands.Handles(args))
{
    return await PortalCommands.RunAsync(args, CommandConsole.OfProcess);
}

try
{
    return await StartOnceSetUpAsync();
}
catch (StartupRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (InvalidDataException settings) when (settings.Source == "Microsoft.Extensions.Configuration.FileExtensions")
{
    await Console.Error.WriteLineAsync($"The portal does not start, because a settings file is not valid JSON. {settings.Message}");
    return 1;
}

async Task<int> StartOnceSetUpAsync()
{
    try
    {
        return await StartAsync();
    }
    catch (NotSetUpException refusal)
    {
        await Console.Error.WriteLineAsync(refusal.Message);
        return await SetupGuide.RunAsync(args, refusal) ? await StartAsync() : 1;
    }
}

async Task<int> StartAsync()
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    if (args.Contains(HealthProbe.Argument))
    {
        return await HealthProbe.RunAsync(builder.Configuration, CancellationToken.None);
    }

    builder.AddPortalSettings();
    builder.RefuseUnreadableKeys();
    var emulator = EmulatorSwitch.Read(builder.Configuration, builder.Environment);
    builder.AddDemoConfiguration(emulator);
    builder.AddPortalHosting();
    builder.Services
        .AddPinResetWork()
        .AddPinResetGraph()
        .AddPortalSignIn(builder.Configuration, builder.Environment)
        .AddSessionTokenCache()
        .AddPinResetStore(builder.Configuration)
        .CompleteFactsFromStore()
        .AddPortalScheduling(builder.Configuration)
        .AddPortalNotifications(builder.Configuration)
        .AddPortalReports()
        .AddPortalApi()
        .AddPortalPages(emulator);
    builder.AddEmulator(emulator);

    await using var app = builder.Build();
    app.ValidateConfiguration();
    await app.PrepareStoreAsync();
    app.UsePortal();
    app.MapSetupGuide();
    app.AnnounceDemo(emulator);
    await app.RunPortalAsync();
    return 0;
}
