using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PinResetPortal.Configuration;

namespace PinResetPortal.Hosting;

public sealed class EmulatorSwitchTests
{
    [Fact]
    public void Read_Demo_IsOnAndInProcess() =>
        Assert.Equal(new EmulatorSwitch(new("http://localhost:5081"), InProcess: true), Read("Demo"));

    [Fact]
    public void Read_TestWithoutSetting_IsOff() => Assert.Null(Read("Test"));

    [Fact]
    public void Read_TestSwitchedOn_ExpectsTheEmulatorElsewhere() =>
        Assert.Equal(new EmulatorSwitch(new("http://127.0.0.1:7001"), InProcess: false), Read("Test", ("Enabled", "true"), ("Url", "http://127.0.0.1:7001")));

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    [InlineData("Staging")]
    public void Read_OtherEnvironment_IsOff(string environment) => Assert.Null(Read(environment));

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public void Read_SwitchedOnElsewhere_RefusesInOneSentence(string environment)
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => Read(environment, ("Enabled", "true")));

        Assert.Contains($"'{environment}'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5081")]
    [InlineData("http://10.1.2.3:5081")]
    [InlineData("http://emulator:5081")]
    [InlineData("http://localhost.evil.example:5081")]
    [InlineData("https://localhost:5081")]
    [InlineData("localhost:5081")]
    public void Read_AddressOffLoopback_Refuses(string url)
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => Read("Demo", ("Url", url)));

        Assert.Contains(url, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BuildWithoutEmulator_Refuses()
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => EmulatorSwitch.Read(Settings(), new Place("Demo"), builtIn: false));

        Assert.Contains("does not contain it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NeitherTrueNorFalse_Refuses() =>
        Assert.Throws<StartupRefusedException>(() => Read("Production", ("Enabled", "yes")));

    private static EmulatorSwitch? Read(string environment, params (string Key, string Value)[] settings) =>
        EmulatorSwitch.Read(Settings(settings), new Place(environment), builtIn: true);

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => $"Emulator:{setting.Key}", setting => (string?)setting.Value)).Build();

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "PinResetPortal";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
