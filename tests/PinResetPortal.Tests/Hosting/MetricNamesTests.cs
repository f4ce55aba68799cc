using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Hosting;

/// <summary>The names of metrics are a contract: what the portal has, what docs/operate.md lists, and what dashboard and alerts ask for are the same.</summary>
public sealed partial class MetricNamesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Alerts = "docs/deploy/monitoring/alerts.yaml";
    private const string Dashboard = "docs/deploy/monitoring/dashboard.json";

    private static readonly System.Reflection.Assembly[] Rooms =
        [typeof(TenantId).Assembly, typeof(WorkRegistration).Assembly, typeof(GraphRegistration).Assembly, typeof(StoreRegistration).Assembly, typeof(IChallengeLinks).Assembly];

    /// <summary>Attributes of each metric, as the document has them.</summary>
    private static Dictionary<string, string[]> Documented { get; } = Row().Matches(Sources.Read("docs/operate.md")).ToDictionary(
        row => row.Groups[1].Value, row => Quoted().Matches(row.Groups[2].Value).Select(one => one.Groups[1].Value).ToArray(), StringComparer.Ordinal);

    [Fact]
    public void Metrics_OfThePortal_AreThoseOfTheDocument() =>
        Assert.Equal(Documented.Keys.Order(StringComparer.Ordinal), Instruments().Select(one => one.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Metrics_OfThePortal_HaveUnitAndDescription() => Assert.All(Instruments(), one =>
    {
        Assert.Matches("^(s|\\{[a-z]+\\})$", one.Unit);
        Assert.EndsWith(".", one.Description, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(Alerts)]
    [InlineData(Dashboard)]
    public void Metrics_ThatAFileNames_AreEmitted(string file)
    {
        var emitted = Instruments().SelectMany(InPrometheus).ToHashSet(StringComparer.Ordinal);
        var named = Asked().Matches(Sources.Read(file)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(named.Count > 8, $"{named.Count} names");
        Assert.Empty(named.Except(emitted));
    }

    [Fact]
    public void Dashboard_LeavesNoMetricOut()
    {
        var named = Asked().Matches(Sources.Read(Dashboard)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Instruments(), one => !InPrometheus(one).Any(named.Contains));
    }

    /// <summary>A label that a metric does not have matches nothing, and says nothing about it.</summary>
    [Theory]
    [InlineData(Alerts)]
    [InlineData(Dashboard)]
    public void Labels_ThatAFileAsksFor_AreAttributesOfTheMetric(string file)
    {
        var text = file == Dashboard
            ? string.Join('\n', JsonNode.Parse(Sources.Read(file))!["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => target!["expr"]!.GetValue<string>()))
            : Sources.Read(file);
        var attributes = Instruments().SelectMany(one => InPrometheus(one).Select(name => (name, Labels: Documented[one.Name].Select(label => label.Replace('.', '_')).Append("le"))))
            .ToDictionary(one => one.name, one => one.Labels.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var asked = (from match in Labelled().Matches(text)
                     from label in Words().Matches($"{match.Groups["by"].Value} {Matched().Replace(match.Groups["matchers"].Value, " ")}")
                     select (Metric: match.Groups["metric"].Value, Label: label.Value)).ToList();

        Assert.True(asked.Count > 4, $"{asked.Count} labels");
        Assert.DoesNotContain(asked, one => !attributes[one.Metric].Contains(one.Label));
    }

    /// <summary>Meters come from the container: nothing else can be told apart from those of other hosts.</summary>
    private List<Instrument> Instruments()
    {
        var services = host.Services;
        var factory = services.GetRequiredService<IMeterFactory>();
        var measuring = Rooms.SelectMany(room => room.GetTypes()).Where(type => type.GetConstructors().Any(one => one.GetParameters().Any(parameter => parameter.ParameterType == typeof(IMeterFactory)))).ToList();
        Assert.InRange(measuring.Count, 7, 50);
        Assert.All(measuring, type => Assert.NotNull(services.GetRequiredService(type)));
        Assert.NotEmpty(services.GetServices<IWork>());
        List<Instrument> found = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("PinResetPortal", StringComparison.Ordinal))
            {
                Assert.NotNull(instrument.Meter.Scope);
                lock (found)
                {
                    found.AddRange(instrument.Meter.Scope == factory ? [instrument] : []);
                }
            }
        };
        listener.Start();
        return found;
    }

    /// <summary>https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/</summary>
    private static IEnumerable<string> InPrometheus(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        return instrument.GetType().Name.Split('`')[0] switch
        {
            "Counter" => [$"{name}_total"],
            "Histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"^\| `(pinreset\.[a-z_.]+)` \| [a-z]+ \| ([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bpinreset_[a-z_]+")]
    private static partial Regex Asked();

    [GeneratedRegex(@"(?:by \((?<by>[^)]*)\) \((?:rate\(|increase\()?)?(?<metric>pinreset_[a-z_]+)(?:\{(?<matchers>[^}]*)\})?")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"!?=~?\s*""[^""]*""|!~\s*""[^""]*""")]
    private static partial Regex Matched();

    [GeneratedRegex("[a-z_]+")]
    private static partial Regex Words();
}
