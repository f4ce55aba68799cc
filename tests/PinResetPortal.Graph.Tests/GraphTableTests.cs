using System.Reflection;
using System.Reflection.Emit;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Onboarding;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Graph.Registering;
using PinResetPortal.Graph.Tenants;

namespace PinResetPortal.Graph;

/// <summary>Whoever reads from Graph goes through the table of reads: the calls that would go round it stand in a few known types only.</summary>
public sealed class GraphTableTests
{
    private static readonly Assembly Graph = typeof(GraphRegistration).Assembly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static TheoryData<string, string[]> Ways => new()
    {
        // Asking in batches.
        { $"{nameof(BatchReader)}.{nameof(BatchReader.ReadAsync)}", [nameof(Answers)] },
        { $"{nameof(BatchItem)}..ctor", [nameof(BatchItem), nameof(GraphReads), nameof(GraphRows)] },
        { $"{typeof(GraphRead<>).Name}..ctor", [nameof(GraphReads), nameof(GraphRows)] },

        // Asking at all.
        { $"{nameof(GraphConnection)}.{nameof(GraphConnection.SendAsync)}", [nameof(BatchReader), nameof(WriteGateway)] },
        { $"{nameof(IHttpClientFactory)}.{nameof(IHttpClientFactory.CreateClient)}", [nameof(OwnRegistrationReader), nameof(PartnerCenterConsent), nameof(TenantResolver)] },
        { $"{nameof(HttpClientFactoryExtensions)}.{nameof(HttpClientFactoryExtensions.CreateClient)}", [] },
        { $"{nameof(HttpMessageInvoker)}.{nameof(HttpMessageInvoker.SendAsync)}", [nameof(PartnerCenterConsent)] },
        { $"{nameof(HttpClient)}.{nameof(HttpClient.SendAsync)}", [nameof(GraphConnection)] },
        { $"{nameof(HttpClient)}.{nameof(HttpClient.GetAsync)}", [nameof(OwnRegistrationReader), nameof(TenantResolver)] },

        // Looking into what came back: the shape first, or to explain a refusal.
        { $"{nameof(BatchAnswer)}.get_{nameof(BatchAnswer.Bodies)}", [nameof(BatchAnswer), nameof(GraphRows), nameof(WellFormed)] },
        { $"{nameof(BatchAnswer)}.get_{nameof(BatchAnswer.Body)}", [nameof(BatchAnswer), "DeploymentReading", "Refusals", nameof(WellFormed)] },
        { $"GraphRead`1.TryUnderstand", [nameof(Answers)] },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Call_RoundTheTable_StandsInKnownTypesOnly(string call, string[] allowed)
    {
        var callers = Calls().Where(one => one.Called == call).Select(one => one.Caller).Distinct().ToList();

        Assert.Empty(callers.Except(allowed));
        Assert.Empty(allowed.Except(callers));
    }

    [Fact]
    public void Rows_AreInTheTableOnly()
    {
        var fields = Graph.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsAssignableTo(typeof(GraphRead)));

        Assert.All(fields.Where(field => field.IsStatic), field => Assert.Contains(field.DeclaringType, new[] { typeof(GraphReads), typeof(ChangeReads) }));
        Assert.NotEmpty(StrictAnswersTests.AllRows());
    }

    /// <summary>Who calls whom, closures and state machines counted for the type that they are written in.</summary>
    private static IEnumerable<(string Caller, string Called)> Calls() =>
        from type in Graph.GetTypes()
        from method in type.GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OfType<MethodBase>()
        from called in Called(method)
        select (Outermost(type).Name, called);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<string> Called(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var at = 0;
        while (at < code.Length)
        {
            short value = code[at++];
            if (value == 0xFE)
            {
                value = unchecked((short)(0xFE00 | code[at++]));
            }

            var operand = OpCodesByValue[value].OperandType;
            if (operand == OperandType.InlineMethod
                && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), Arguments(method.DeclaringType), method.IsGenericMethod ? method.GetGenericArguments() : null) is { DeclaringType: { } declaring } called)
            {
                yield return $"{declaring.Name}.{called.Name}";
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static Type[]? Arguments(Type? type) => type is { IsGenericType: true } ? type.GetGenericArguments() : null;
}
