using System.Text.Json;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Api.Calls;

/// <summary>
/// How the API writes and reads JSON: closed sets are words and never numbers, numbers are never texts. A set has one spelling wherever it
/// stands; what the pages of Microsoft and the first version of the API spell with capitals keeps them.
/// </summary>
internal static class ApiJson
{
    internal static readonly JsonSerializerOptions Options = Apply(new(JsonSerializerDefaults.Web));

    public static void Configure(Microsoft.AspNetCore.Http.Json.JsonOptions options) => Apply(options.SerializerOptions);

    /// <summary>The word that the API uses for a value.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, Options).GetString() ?? "";

    private static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        foreach (var capitals in (JsonConverter[])
        [
            AsInCode<Core.Facts.DeploymentState>(), AsInCode<FindingCause>(), AsInCode<FindingStatus>(), AsInCode<OnboardingState>(), AsInCode<PersonVerdict>(),
            AsInCode<PolicyOutcome>(), AsInCode<ProbeState>(), AsInCode<RelationshipState>(), AsInCode<Core.Facts.UnreadableKind>(), AsInCode<Verdict>(),
        ])
        {
            options.Converters.Add(capitals);
        }

        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private static JsonStringEnumConverter<T> AsInCode<T>()
        where T : struct, Enum => new(namingPolicy: null, allowIntegerValues: false);
}
