using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.SignIns;

namespace PinResetPortal.Fakes;

public sealed class FakeSignInLog : ISignInLogReader
{
    public Fact<SignInLog> Answer { get; set; } = new SignInLog([], Complete: true);

    public int Reads { get; private set; }

    public Task<Fact<SignInLog>> ReadAsync(Tenant tenant, Actor actor, int days, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Answer);
    }
}
