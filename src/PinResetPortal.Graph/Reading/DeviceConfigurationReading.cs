using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Graph.Reading;

/// <summary>What one list answers completely: profiles (identity protection, custom OMA-URI) and enrolment configurations.</summary>
internal sealed class DeviceConfigurationReading(Answers answers)
{
    public static readonly IReadOnlyList<GraphRequest> First = [GraphReads.DeviceConfigurations.Ask(), GraphReads.HelloEnrolment.Ask()];

    public Fact<IReadOnlyList<IntunePolicy>> ProfilesFact(LicenceFacts? licences) => answers.Fact(GraphReads.DeviceConfigurations.Ask(), licences);

    public Fact<IReadOnlyList<HelloEnrolmentFacts>> EnrolmentFact(LicenceFacts? licences) => answers.Fact(GraphReads.HelloEnrolment.Ask(), licences);
}
