using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>What one list answers completely: profiles (identity protection, custom OMA-URI) and enrolment configurations.</summary>
internal sealed class DeviceConfigurationReading(Answers answers)
{
    private const string Profiles = "deviceConfigurations";
    private const string Enrolment = "helloEnrolment";

    public static readonly IReadOnlyList<BatchItem> First =
    [
        new(Profiles, "/deviceManagement/deviceConfigurations?$expand=assignments&$top=999"),
        new(Enrolment, "/deviceManagement/deviceEnrollmentConfigurations?$filter=deviceEnrollmentConfigurationType eq 'windowsHelloForBusiness'&$expand=assignments"),
    ];

    public Fact<IReadOnlyList<IntunePolicy>> ProfilesFact(LicenceFacts? licences) => answers.Fact<IReadOnlyList<IntunePolicy>>(
        Profiles, GraphFeature.IntunePolicies, answer => [.. answer.Values.Select(PolicyParser.DeviceConfiguration).OfType<IntunePolicy>()], licences);

    public Fact<IReadOnlyList<HelloEnrolmentFacts>> EnrolmentFact(LicenceFacts? licences) => answers.Fact<IReadOnlyList<HelloEnrolmentFacts>>(
        Enrolment, GraphFeature.HelloEnrolment, answer => [.. answer.Values.Select(DirectoryParser.HelloEnrolment).OfType<HelloEnrolmentFacts>()], licences);
}
