using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>People, their devices, sign-ins, searches, and the customers of a partner.</summary>
internal static partial class GraphReads
{
    public const int MostHits = 20;

    public static readonly GraphRead<PersonHit> User = GraphRows.Object(
        GraphVersion.V1, GraphFeature.Users, id => $"/users/{id}?$select=id,displayName,userPrincipalName,accountEnabled,userType", PersonParser.Hit);

    public static readonly GraphRead<IReadOnlySet<string>> UserMemberships = GraphRows.List(
        GraphVersion.V1, GraphFeature.Groups, id => $"/users/{id}/transitiveMemberOf?$select=id&$top=999", PersonParser.Ids);

    /// <summary>https://learn.microsoft.com/graph/api/authentication-list-methods</summary>
    public static readonly GraphRead<IReadOnlyList<RegisteredMethod>> AuthenticationMethods = GraphRows.Each(
        GraphVersion.V1, GraphFeature.AuthenticationMethods, id => $"/users/{id}/authentication/methods", PersonParser.Method);

    /// <summary>https://learn.microsoft.com/graph/api/userregistrationdetails-get</summary>
    public static readonly GraphRead<RegistrationFacts> Registration = GraphRows.Object(
        GraphVersion.V1, GraphFeature.Registration, id => $"/reports/authenticationMethods/userRegistrationDetails/{id}", PersonParser.Registration);

    /// <summary>Those that are active now. A cast of memberships is an advanced query (https://learn.microsoft.com/graph/api/user-list-transitivememberof).</summary>
    public static readonly GraphRead<IReadOnlySet<string>> UserRoles = GraphRows.List(
        GraphVersion.V1,
        GraphFeature.UserRoles,
        id => $"/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=id,roleTemplateId",
        PersonParser.Roles,
        eventual: true);

    /// <summary>https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get</summary>
    public static readonly GraphRead<AccessPassPolicy> AccessPass = GraphRows.Object(
        GraphVersion.V1, GraphFeature.AccessPass, _ => "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass", PersonParser.AccessPass);

    /// <summary>https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies</summary>
    public static readonly GraphRead<IReadOnlyList<ConditionalAccessPolicy>> ConditionalAccess = GraphRows.Each(
        GraphVersion.V1, GraphFeature.ConditionalAccess, _ => "/identity/conditionalAccess/policies", ConditionalAccessParser.Policy);

    /// <summary>Beta, because edition and join type are not in v1.0.</summary>
    public static readonly GraphRead<IReadOnlyList<WindowsDevice>> UserDevices = GraphRows.List(
        GraphVersion.Beta,
        GraphFeature.ManagedDevices,
        id => $"/users/{id}/managedDevices?$select={DeviceReading.Properties}",
        PersonParser.Devices);

    /// <summary>By a filter; one page is enough (https://learn.microsoft.com/graph/api/signin-list).</summary>
    public static readonly GraphRead<IReadOnlyList<PersonSignIn>> UserSignIns = GraphRows.Page<IReadOnlyList<PersonSignIn>>(
        GraphVersion.V1,
        GraphFeature.SignIns,
        filter => $"/auditLogs/signIns?$filter={filter}&$top={MostHits}",
        (signIns, _) => [.. signIns.Select(PersonParser.SignIn).OrderByDescending(signIn => signIn.At)]);

    /// <summary>By the id that the device has on itself (https://learn.microsoft.com/graph/api/device-get).</summary>
    public static readonly GraphRead<EntraDevice> EntraDevice = GraphRows.Object(
        GraphVersion.V1,
        GraphFeature.Devices,
        id => $"/devices(deviceId='{id}')?$select=id,accountEnabled",
        device => new EntraDevice(device.NeededText("id"), device.NeededFlag("accountEnabled")));

    /// <inheritdoc cref="EntraDevice"/>
    public static readonly GraphRead<IReadOnlySet<string>> DeviceMemberships = GraphRows.List(
        GraphVersion.V1, GraphFeature.Devices, id => $"/devices(deviceId='{id}')/transitiveMemberOf?$select=id&$top=999", PersonParser.Ids);

    /// <summary>By a text (https://learn.microsoft.com/graph/search-query-parameter).</summary>
    public static readonly GraphRead<IReadOnlyList<PersonHit>> UserSearch = GraphRows.Page<IReadOnlyList<PersonHit>>(
        GraphVersion.V1,
        GraphFeature.Users,
        words => $"/users?$search={Uri.EscapeDataString($"\"displayName:{words}\" OR \"userPrincipalName:{words}\"")}&$select=id,displayName,userPrincipalName,accountEnabled,userType&$top={MostHits}",
        (users, _) => [.. users.Select(PersonParser.Hit).Take(MostHits)],
        eventual: true);

    /// <summary>By a filter: one page of the sign-in log, the newest first.</summary>
    public static readonly GraphRead<SignInLog> SignIns = GraphRows.Page(
        GraphVersion.V1,
        GraphFeature.SignIns,
        filter => $"/auditLogs/signIns?$filter={filter}&$top=1000",
        (signIns, page) => new SignInLog([.. signIns.Select(PersonParser.LoggedSignIn)], Complete: !NextLink.Exists(page)));

    /// <summary>By a text.</summary>
    public static readonly GraphRead<IReadOnlyList<GroupHead>> GroupSearch = GraphRows.Page<IReadOnlyList<GroupHead>>(
        GraphVersion.V1,
        GraphFeature.Groups,
        words => $"/groups?$search={Uri.EscapeDataString($"\"displayName:{words}\"")}&$select=id,displayName,groupTypes&$top={MostHits}",
        (groups, _) => [.. groups.Select(DirectoryParser.Group).Take(MostHits)],
        eventual: true);

    /// <summary>By the group's id.</summary>
    public static readonly GraphRead<int> MemberCount = new(
        nameof(MemberCount),
        GraphVersion.V1,
        GraphFeature.Groups,
        id => new BatchItem(nameof(MemberCount), $"/groups/{Uri.EscapeDataString(id)}/transitiveMembers/$count", Eventual: true, FollowsPages: false),
        WellFormed.Count);

    public static readonly GraphRead<IReadOnlyList<GdapCustomer>> GdapCustomers = GraphRows.Each(
        GraphVersion.V1, GraphFeature.Customers, _ => "/tenantRelationships/delegatedAdminCustomers?$top=300", GdapParser.Customer);

    public static readonly GraphRead<IReadOnlyList<GdapRelationship>> GdapRelationships = GraphRows.Each(
        GraphVersion.V1, GraphFeature.Customers, _ => "/tenantRelationships/delegatedAdminRelationships?$top=300", GdapParser.Relationship);
}
