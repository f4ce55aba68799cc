using PinResetPortal.Setup;
using PinResetPortal.Store;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Proof;

/// <summary>Works on the database and the keys that the settings name, with the portal running or not.</summary>
internal sealed class AuditCommand(CommandConsole console, Action<WebApplicationBuilder>? configure)
{
    public async Task<int> RestoredAsync(string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            console.Complain("Say in --reason why the database was put back.");
            return ExitCodes.BadInput;
        }

        await using var host = Open();
        await host.Services.InitializeStoreAsync(cancellationToken);
        switch (await host.Services.GetRequiredService<IAuditUpkeep>().RecordRestoreAsync(Environment.UserName, reason.Trim(), cancellationToken))
        {
            case RestoreRecord.Recorded recorded:
                console.Line($"Recorded. Logs that lost entries and say so now: {recorded.Logs}.");
                return ExitCodes.Done;
            case RestoreRecord.Unexplained unexplained:
                console.Complain("Nothing was recorded: an older copy of the database does not explain what was found.");
                foreach (var problem in unexplained.Problems)
                {
                    console.Complain($"  {problem.Message}");
                }

                return ExitCodes.Failed;
            default:
                console.Line("The logs are what the last seal knows. There is nothing to record.");
                return ExitCodes.Done;
        }
    }

    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        await using var host = Open();
        await host.Services.InitializeStoreAsync(cancellationToken);
        foreach (var sentence in host.Services.GetRequiredService<IAuditUpkeep>().RotateKeys())
        {
            console.Line(sentence);
        }

        return ExitCodes.Done;
    }

    private WebApplication Open()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder);
        builder.AddPortalSettings();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPinResetStore(builder.Configuration);
        return builder.Build();
    }
}
