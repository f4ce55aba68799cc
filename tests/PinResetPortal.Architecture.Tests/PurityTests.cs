namespace PinResetPortal.Architecture;

/// <summary>The judgement is pure: nothing in it waits, logs, looks at a clock, or reads and writes anything but what it carries itself.</summary>
public sealed class PurityTests
{
    private const string Core = "PinResetPortal.Core";

    /// <summary>Text in memory, and the guide's data inside the assembly.</summary>
    private static readonly string[] AllowedIO = ["System.IO.Stream", "System.IO.StreamReader", "System.IO.TextReader", "System.IO.StringReader", "System.IO.StringWriter", "System.IO.TextWriter"];

    private static readonly string[] Clocks =
    [
        "System.DateTime System.DateTime::get_Now()", "System.DateTime System.DateTime::get_UtcNow()", "System.DateTime System.DateTime::get_Today()",
        "System.DateTimeOffset System.DateTimeOffset::get_Now()", "System.DateTimeOffset System.DateTimeOffset::get_UtcNow()",
        "System.Guid System.Guid::NewGuid()", "System.Random System.Random::get_Shared()",
    ];

    [Fact]
    public void Core_References_NothingButTheFramework()
    {
        using var module = House.Open(Core);
        Assert.All(module.AssemblyReferences, reference => Assert.StartsWith("System", reference.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Core_Types_NeitherWaitNorLogNorReadNorWrite()
    {
        using var module = House.Open(Core);
        string[] impure = [.. module.GetTypeReferences().Select(type => type.FullName).Where(IsImpure)];
        Assert.Empty(impure);
    }

    [Fact]
    public void Core_Members_NeitherLookAtAClockNorThrowDice()
    {
        using var module = House.Open(Core);
        Assert.All(Clocks, clock => Assert.DoesNotContain(module.GetMemberReferences(), member => member.FullName == clock));
    }

    private static bool IsImpure(string type) =>
        type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        || type.StartsWith("System.Threading.Channels.", StringComparison.Ordinal)
        || type is "System.Threading.CancellationToken" or "System.TimeProvider" or "System.Threading.Thread" or "System.Threading.Timer" or "System.Console"
        || type.StartsWith("System.Net.Http", StringComparison.Ordinal) || type.StartsWith("System.Net.Sockets", StringComparison.Ordinal)
        || type.StartsWith("Microsoft.", StringComparison.Ordinal) && !type.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        || type.StartsWith("System.IO.", StringComparison.Ordinal) && !AllowedIO.Contains(type);
}
