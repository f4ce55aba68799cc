using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;
using PinResetPortal.Work;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>The guide as it ships, and what works on it.</summary>
internal static class Guides
{
    public static CheckCatalog Checks { get; } = new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetRequiredService<CheckCatalog>();

    public static GuideCatalog Catalog { get; } = new(Checks);

    public static Recogniser Recogniser { get; } = new(Catalog);

    public static Diagnoser Diagnoser { get; } = new(Catalog, Recogniser);
}
