using PinResetPortal.Store;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Proof;

/// <summary>Works on the database and the keys that the settings name, with the portal running or not.</summary>
internal sealed class AuditCommand(TextWriter output, TextWriter error, IReadOnlyDictionary<string, string?>? configuration)
{
    public async Task<int> RestoredAsync(string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            await error.WriteLineAsync("Say in --reason why the database was put back.");
            return ProofCommands.BadInput;
        }

        using var host = Open();
        await host.Services.InitializeStoreAsync(cancellationToken);
        switch (await host.Services.GetRequiredService<IAuditUpkeep>().RecordRestoreAsync(Environment.UserName, reason.Trim(), cancellationToken))
        {
            case RestoreRecord.Recorded recorded:
                await output.WriteLineAsync($"Recorded. Logs that lost entries and say so now: {recorded.Logs}.");
                return ProofCommands.Done;
            case RestoreRecord.Unexplained unexplained:
                await error.WriteLineAsync("Nothing was recorded: an older copy of the database does not explain what was found.");
                foreach (var problem in unexplained.Problems)
                {
                    await error.WriteLineAsync($"  {problem.Message}");
                }

                return ProofCommands.Refused;
            default:
                await output.WriteLineAsync("The logs are what the last seal knows. There is nothing to record.");
                return ProofCommands.Done;
        }
    }

    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        using var host = Open();
        await host.Services.InitializeStoreAsync(cancellationToken);
        foreach (var sentence in host.Services.GetRequiredService<IAuditUpkeep>().RotateKeys())
        {
            await output.WriteLineAsync(sentence);
        }

        return ProofCommands.Done;
    }

    private IHost Open()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Services.AddPinResetStore(builder.Configuration);
        return builder.Build();
    }
}
