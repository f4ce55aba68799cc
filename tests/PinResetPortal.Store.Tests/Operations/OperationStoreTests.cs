using System.Text.Json;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Store.Operations;

public abstract class OperationStoreTests : StoreTests
{
    private static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));
    private static readonly TenantId Northwind = new(Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002"));

    internal static IReadOnlyList<PlannedChange> EveryKindOfChange { get; } =
    [
        new PlannedChange.CreateServicePrincipal("app"),
        new PlannedChange.DeleteServicePrincipal(ObjectReference.CreatedBy("create-service"), "app"),
        new PlannedChange.RestoreServicePrincipal("object", "app"),
        new PlannedChange.SetServicePrincipalEnabled("object", "app", true),
        new PlannedChange.SetAppRoleAssignmentRequired(new ObjectReference("object", "step"), "app", false),
        new PlannedChange.CreateConfigurationPolicy(new PolicyDraft("Näme", "line\nline \"quoted\"", [new("id", DraftSettingKind.Choice, "id_true", "group"), new("n", DraftSettingKind.Number, "6", null)])),
        new PlannedChange.DeleteConfigurationPolicy(ObjectReference.CreatedBy("create-policy")),
        new PlannedChange.AssignPolicy(PolicyKind.CustomOmaUri, "policy", [new(AssignmentTarget.AllDevices), new(AssignmentTarget.ExcludeGroup, "group", "filter", AssignmentFilterMode.Exclude, """{"@odata.type":"#x"}""")]),
        new PlannedChange.ReplaceConfigurationPolicy("policy", """{"settings":[{"id":"0","é":1.50}]}"""),
        new PlannedChange.UpdatePolicy(PolicyKind.Intent, "policy", """{"settings":[]}"""),
        new PlannedChange.DeleteDeviceConfiguration("profile"),
        new PlannedChange.CreateDeviceConfiguration("""{"omaSettings":[]}"""),
        new PlannedChange.CreatePermissionGrant("client", "service", "scope another"),
        new PlannedChange.DeletePermissionGrant(ObjectReference.CreatedBy("grant"), "client"),
    ];

    private IOperationStore Operations => Store.Get<IOperationStore>();

    [Fact]
    public async Task RequestCancel_BesideSavesOfTheRun_StandsUntilItIsTakenBack()
    {
        var operation = New(Contoso);
        Assert.True(await Operations.TryAddAsync(operation, Cancellation));
        await using var another = await OpenAnotherAsync();

        Assert.True(await another.Get<IOperationStore>().RequestCancelAsync(operation.Id, true, Cancellation));
        var saved = await Operations.TrySaveAsync(operation with { State = OperationState.Running }, Cancellation);

        Assert.True(await Operations.IsCancelRequestedAsync(operation.Id, Cancellation));
        Assert.True((await Operations.FindAsync(Fabrikam, operation.Id, Cancellation))!.CancelRequested);
        await Operations.RequestCancelAsync(operation.Id, false, Cancellation);
        Assert.False(await Operations.IsCancelRequestedAsync(operation.Id, Cancellation));
        await Operations.TrySaveAsync(saved! with { State = OperationState.Verified }, Cancellation);
        Assert.False(await Operations.RequestCancelAsync(operation.Id, true, Cancellation));
    }

    [Fact]
    public void EveryKindOfChange_IsCoveredHere() =>
        Assert.Equal(
            typeof(PlannedChange).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(PlannedChange))).Select(type => type.Name).Order(StringComparer.Ordinal),
            EveryKindOfChange.Select(change => change.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Find_Added_GivesEverythingBack()
    {
        var operation = New(Contoso) with
        {
            Kind = OperationKind.Undo,
            State = OperationState.Verifying,
            Choice = new PolicyChoice("Name", new AssignmentChoice(AssignmentTarget.Group, ["g1", "g2"])),
            Verdict = Verdict.NotReady,
            Error = "It said: \"no\".",
            UndoOf = Guid.NewGuid(),
            MayGoOn = true,
            BulkRepairId = Guid.NewGuid(),
            Interrupted = true,
            Revision = 7,
        };

        Assert.True(await Operations.TryAddAsync(operation, Cancellation));
        var found = await Operations.FindAsync(Fabrikam, operation.Id, Cancellation);

        Assert.NotNull(found);
        Assert.Equal(JsonSerializer.Serialize(operation), JsonSerializer.Serialize(found));
        Assert.Equal(EveryKindOfChange, found.Steps.Select(step => step.Planned.Change));
        Assert.Equal(operation.Choice, found.Choice);
        Assert.Equal(operation.CreatedAt.UtcTicks, found.CreatedAt.UtcTicks);
    }

    [Fact]
    public async Task Find_OptionalPartsMissing_StayMissing()
    {
        var operation = New(Contoso) with { Steps = [], Checks = [], Choice = new PolicyChoice() };

        await Operations.TryAddAsync(operation, Cancellation);

        Assert.Equal(JsonSerializer.Serialize(operation), JsonSerializer.Serialize(await Operations.FindAsync(Fabrikam, operation.Id, Cancellation)));
    }

    [Fact]
    public async Task Find_UnknownId_IsNull() => Assert.Null(await Operations.FindAsync(Fabrikam, Guid.NewGuid(), Cancellation));

    [Theory]
    [InlineData(OperationState.Pending)]
    [InlineData(OperationState.Running)]
    [InlineData(OperationState.Verifying)]
    [InlineData(OperationState.Verified)]
    [InlineData(OperationState.NotYetVisible)]
    [InlineData(OperationState.Failed)]
    [InlineData(OperationState.Cancelled)]
    [InlineData(OperationState.Undone)]
    public async Task TryAdd_TenantHasAnotherRun_DependsOnWhetherThatIsFinished(OperationState state)
    {
        var other = New(Contoso) with { State = state };
        await Operations.TryAddAsync(other, Cancellation);

        Assert.Equal(other.IsFinished, await Operations.TryAddAsync(New(Contoso), Cancellation));
        Assert.True(await Operations.TryAddAsync(New(Northwind), Cancellation));
        Assert.Equal(other.IsFinished ? 0 : 1, (await Operations.ListUnfinishedAsync(Cancellation)).Count(operation => operation.Id == other.Id));
    }

    [Fact]
    public async Task TryAdd_RaceOfTwoInstances_OneWins()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Operations, another.Get<IOperationStore>() };

        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => stores[i % 2].TryAddAsync(New(Contoso), Cancellation))));

        Assert.Single(added, won => won);
        Assert.Single(await Operations.ListAsync(Fabrikam, null, 100, Cancellation));
    }

    [Fact]
    public async Task TryAdd_IdTwice_Throws()
    {
        var operation = New(Contoso) with { State = OperationState.Verified };
        await Operations.TryAddAsync(operation, Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => Operations.TryAddAsync(operation, Cancellation));
    }

    [Fact]
    public async Task Save_CurrentRevision_RaisesIt()
    {
        var operation = New(Contoso);
        await Operations.TryAddAsync(operation, Cancellation);

        var saved = await Operations.TrySaveAsync(operation with { State = OperationState.Running, UpdatedAt = operation.UpdatedAt.AddSeconds(1) }, Cancellation);

        Assert.Equal(1, saved?.Revision);
        Assert.Equal(JsonSerializer.Serialize(saved), JsonSerializer.Serialize(await Operations.FindAsync(Fabrikam, operation.Id, Cancellation)));
    }

    [Fact]
    public async Task Save_OldRevision_WritesNothing()
    {
        var operation = New(Contoso);
        await Operations.TryAddAsync(operation, Cancellation);
        var saved = await Operations.TrySaveAsync(operation with { State = OperationState.Running }, Cancellation);

        Assert.Null(await Operations.TrySaveAsync(operation with { State = OperationState.Failed }, Cancellation));

        Assert.Equal(saved?.State, (await Operations.FindAsync(Fabrikam, operation.Id, Cancellation))?.State);
    }

    [Fact]
    public async Task Save_SameRevisionAtOnce_OneWins()
    {
        var operation = New(Contoso);
        await Operations.TryAddAsync(operation, Cancellation);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => Operations.TrySaveAsync(operation with { Error = $"{i}" }, Cancellation))));

        Assert.Single(outcomes.OfType<Operation>());
    }

    [Fact]
    public async Task Save_NeverAdded_WritesNothing() =>
        Assert.Null(await Operations.TrySaveAsync(New(Contoso), Cancellation));

    [Fact]
    public async Task Save_BackToUnfinishedBesideAnother_Throws()
    {
        var finished = New(Contoso) with { State = OperationState.Failed };
        await Operations.TryAddAsync(finished, Cancellation);
        await Operations.TryAddAsync(New(Contoso), Cancellation);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Operations.TrySaveAsync(finished with { State = OperationState.Running }, Cancellation));

        Assert.Contains("another unfinished operation", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ManyRuns_NewestFirstUpToLimit()
    {
        var operations = Enumerable.Range(0, 5)
            .Select(i => New(i % 2 == 0 ? Contoso : Northwind) with { State = OperationState.Verified, CreatedAt = Store.Time.GetUtcNow().AddTicks(i) })
            .ToList();
        foreach (var operation in operations.OrderBy(operation => operation.Id))
        {
            await Operations.TryAddAsync(operation, Cancellation);
        }

        Assert.Equal([operations[4].Id, operations[3].Id, operations[2].Id], (await Operations.ListAsync(Fabrikam, null, 3, Cancellation)).Select(operation => operation.Id));
        Assert.Equal([operations[3].Id, operations[1].Id], (await Operations.ListAsync(Fabrikam, Northwind, 10, Cancellation)).Select(operation => operation.Id));
    }

    [Fact]
    public async Task Writes_HundredTenantsAtOnce_NoneFails()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            var operation = New(new TenantId(Guid.NewGuid()));
            Assert.True(await Operations.TryAddAsync(operation, Cancellation));
            foreach (var state in new[] { OperationState.Running, OperationState.Verifying, OperationState.Verified })
            {
                operation = await Operations.TrySaveAsync(operation with { State = state }, Cancellation) ?? throw new InvalidOperationException("Somebody else saved it.");
                Assert.Equal(state, (await Operations.FindAsync(Fabrikam, operation.Id, Cancellation))?.State);
            }
        })));

        Assert.Equal(100, (await Operations.ListAsync(Fabrikam, null, 1000, Cancellation)).Count);
        Assert.Empty(await Operations.ListUnfinishedAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Save_SignInOfThePerson_IsKeptWhileTheRunGoesOn(OperationState state)
    {
        var operation = New(Contoso) with { State = OperationState.Pending };
        operation = operation with { StartedBy = operation.StartedBy with { Session = "encrypted" } };
        Assert.True(await Operations.TryAddAsync(operation, Cancellation));

        await Operations.TrySaveAsync(operation with { State = state }, Cancellation);

        var kept = await Operations.FindAsync(Fabrikam, operation.Id, Cancellation) ?? throw new InvalidOperationException("Gone.");
        Assert.Equal(kept.IsFinished ? null : "encrypted", kept.StartedBy.Session);
        Assert.Equal(operation.StartedBy.Name, kept.StartedBy.Name);
    }

    public static TheoryData<OperationState> States => [.. Enum.GetValues<OperationState>()];

    private Operation New(TenantId tenantId) => new(
        Guid.NewGuid(),
        new TenantKey(Fabrikam, tenantId),
        OperationKind.Fix,
        OperationState.Pending,
        "hash",
        ["consent.pin-reset-service", "policy.pin-recovery"],
        new PolicyChoice(),
        [.. EveryKindOfChange.Select(Step)],
        new OperationActor(ActorKind.User, "id", "alice@contoso.com", Fabrikam, PortalRole.Operator),
        Store.Time.GetUtcNow(),
        Store.Time.GetUtcNow());

    internal static OperationStep Step(PlannedChange change, int index) => new(
        new PlannedStep(
            $"step-{index}",
            "policy.pin-recovery",
            "Does it.",
            change,
            new PlannedRequest("POST", "/v1.0/servicePrincipals", index % 2 == 0 ? """{"appId":"app"}""" : null),
            "nothing",
            "something",
            "Application.ReadWrite.All",
            "Application Administrator",
            new UndoStep("Takes it back.", change, new PlannedRequest("DELETE", "/v1.0/servicePrincipals/{step}", null))),
        (StepState)(index % 7),
        index % 2 == 0 ? 201 : null,
        index % 2 == 0 ? "request" : null,
        index % 2 == 0 ? "object" : null,
        index % 2 == 0 ? null : "error");
}

public sealed class SqliteOperationStoreTests : OperationStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresOperationStoreTests(PostgresServer server) : OperationStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
