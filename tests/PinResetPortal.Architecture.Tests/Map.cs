namespace PinResetPortal.Architecture;

/// <summary>
/// The map of the house: which folder of a room may use which. Read from the ground up: a folder uses only what stands above it in
/// its list, so there is no circle. What a room may use of other rooms is in <see cref="RoomsTests"/>.
/// </summary>
internal static class Map
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Floor>> Rooms { get; } = new Dictionary<string, IReadOnlyList<Floor>>(StringComparer.Ordinal)
    {
        ["PinResetPortal.Core"] = Floors("""
            SignIns
            Tenants
            Troubleshooting/Text
            Facts                       -> Tenants
            Field                       -> Tenants
            Troubleshooting/Dsregcmd    -> Tenants
            Findings                    -> Facts, Field
            Registration                -> Field
            Registration/Printing       -> Registration
            Onboarding                  -> Facts, Field, Registration, Tenants
            SelfChecks                  -> Facts, Field, Findings, Registration, Tenants
            Policies                    -> Facts, Field, Tenants
            Snapshot                    -> Facts, Policies, Tenants
            Coverage                    -> Facts, Findings, Policies, Snapshot, Tenants
            Deployments                 -> Facts, Policies, Snapshot
            Templates                   -> Facts, Policies, Snapshot, Tenants
            Devices                     -> Coverage, Facts, Policies, Snapshot
            Checks                      -> Coverage, Deployments, Devices, Facts, Field, Findings, Policies, SignIns, Snapshot, Templates, Tenants
            Readiness                   -> Checks, Devices, Facts, Findings, Snapshot, Tenants
            Reports                     -> Checks, Devices, Facts, Findings, Readiness, Tenants
            Remediation                 -> Checks, Coverage, Deployments, Facts, Field, Findings, Policies, Snapshot, Templates, Tenants
            Troubleshooting/Guide       -> Checks, Findings, Troubleshooting/Dsregcmd, Troubleshooting/Text
            People                      -> Devices, Facts, Field, Findings, Policies, Readiness, Snapshot, Tenants, Troubleshooting/Guide
            Troubleshooting/Recognising -> Troubleshooting/Dsregcmd, Troubleshooting/Guide, Troubleshooting/Text
            Troubleshooting/Diagnosing  -> Field, Findings, Readiness, Tenants, Troubleshooting/Dsregcmd, Troubleshooting/Guide, Troubleshooting/Recognising, Troubleshooting/Text
            UserTexts                   -> Facts, Findings, People, Readiness, Troubleshooting/Diagnosing, Troubleshooting/Dsregcmd, Troubleshooting/Text
            """),
        ["PinResetPortal.Work"] = Floors("""
            Audit
            Background
            Configuration
            Facts
            Idempotency
            Judgement
            Overview
            Settings        -> Audit
            Tenants         -> Audit
            Devices         -> Audit, Facts, Tenants
            Onboarding      -> Audit, Tenants
            Readiness       -> Facts, Tenants
            SignIns         -> Tenants
            Templates       -> Configuration, Settings
            Deployments     -> Audit, Facts, Settings, Templates
            People          -> Audit, Facts, Readiness, Tenants
            Troubleshooting -> Readiness, Tenants
            Operations      -> Audit, Background, Configuration, Deployments, Facts, Readiness, Tenants
            BulkRepairs     -> Audit, Background, Configuration, Facts, Operations, Readiness, Tenants
            History         -> Audit, Operations, Readiness, Tenants
            Offboarding     -> Audit, Operations, Tenants
            Scans           -> Audit, Background, Configuration, Facts, Operations, Readiness, Tenants
            Notifications   -> Audit, Background, Operations, Readiness, Scans, Settings, Tenants
            Monitoring      -> Audit, Background, BulkRepairs, Notifications, Operations, Overview, Scans, Tenants
            Reports         -> Audit, Background, Notifications, Operations, Overview, Readiness, Settings, Tenants
            Rollouts        -> Notifications, Readiness, Scans
            SelfChecks      -> Background, Notifications, Onboarding, Settings, Tenants
            (top)           -> BulkRepairs, Deployments, Devices, Facts, History, Judgement, Monitoring, Notifications, Offboarding, Onboarding, Operations, People, Readiness, Reports, Rollouts, Scans, SelfChecks, Settings, SignIns, Templates, Tenants, Troubleshooting
            """),
        ["PinResetPortal.Graph"] = Floors("""
            Configuration
            Access        -> Configuration
            Connecting    -> Access, Configuration
            Batching      -> Configuration, Connecting
            Reading       -> Access, Batching, Configuration, Connecting
            Changing      -> Access, Batching, Configuration, Connecting, Reading
            Onboarding    -> Access, Batching, Changing, Configuration, Connecting, Reading
            People        -> Access, Batching, Configuration, Connecting, Reading
            SignIns       -> Access, Batching, Configuration, Connecting, Reading
            Registering   -> Access, Batching, Changing, Configuration, Connecting, Reading
            Tenants       -> Access, Batching, Configuration, Connecting, Reading
            (top)         -> Access, Batching, Changing, Configuration, Connecting, Onboarding, People, Reading, Registering, SignIns, Tenants
            """),
        ["PinResetPortal.Store"] = Floors("""
            Storage
            Schema                -> Storage
            Database              -> Schema, Storage
            Auditing              -> Database, Schema, Storage
            BulkRepairs           -> Database, Schema, Storage
            Deployments           -> Database, Schema, Storage
            Notifications         -> Database, Schema, Storage
            Operations            -> Database, Schema
            Overview              -> Database, Schema, Storage
            Readiness             -> Database, Schema, Storage
            Secrets               -> Database, Schema, Storage
            Settings              -> Database, Schema
            Tenants               -> Database, Schema, Storage
            Upkeep                -> Database, Schema, Storage
            Idempotency           -> Database, Schema
            Migrations/PostgreSql -> Auditing
            Migrations/Sqlite     -> Auditing
            Scans                 -> Database, Readiness, Schema, Storage, Tenants
            (top)                 -> Auditing, BulkRepairs, Database, Deployments, Idempotency, Notifications, Operations, Overview, Readiness, Scans, Schema, Secrets, Settings, Storage, Tenants, Upkeep
            """),
        ["PinResetPortal.Emulator"] = Floors("""
            Directory
            Requests
            Entra/Errors          -> Directory
            Faults                -> Directory
            Graph/OData           -> Directory
            Importing             -> Directory
            Graph/Permissions     -> Directory, Graph/OData
            Graph/SettingsCatalog -> Graph/OData
            Scenarios             -> Directory, Importing
            Tokens                -> Directory, Faults
            Control               -> Directory, Faults, Importing, Requests, Scenarios, Tokens
            Entra/Pages           -> Directory, Entra/Errors, Scenarios
            Entrance              -> Directory, Graph/OData, Tokens
            Graph/Routing         -> Graph/OData, Graph/Permissions
            Entra                 -> Directory, Entra/Errors, Entra/Pages, Entrance, Faults, Graph/OData, Requests, Tokens
            Graph/Resources       -> Directory, Graph/OData, Graph/Permissions, Graph/Routing, Graph/SettingsCatalog
            PartnerCenter         -> Directory, Entrance, Faults, Requests, Tokens
            Graph                 -> Directory, Graph/OData, Graph/Permissions, Graph/Resources, Graph/Routing
            Pipeline              -> Directory, Entrance, Faults, Graph, Graph/OData, Requests, Tokens
            (top)                 -> Control, Directory, Entra, Entrance, Faults, Graph, Importing, PartnerCenter, Pipeline, Requests, Scenarios, Tokens
            """),
        ["PinResetPortal.Cli"] = Floors("""
            Outcomes
            Screens
            SigningIn -> Outcomes
            Calling   -> Outcomes, SigningIn
            Commands  -> Calling, Outcomes, Screens, SigningIn
            (top)     -> Commands
            """),
        ["PinResetPortal"] = Floors("""
            Configuration
            Exporting
            Tracing
            Scheduling                 -> Configuration
            SignIn                     -> Configuration, Tracing
            Api/Calls                  -> Configuration, SignIn, Tracing
            Notifications              -> Api/Calls, Configuration
            Components/Shared          -> SignIn
            Demo                       -> Configuration, SignIn
            Setup                      -> Configuration, Demo
            Api/Audit                  -> Api/Calls
            Api/Destinations           -> Api/Calls
            Api/Devices                -> Api/Calls
            Api/Diagnose               -> Api/Calls
            Api/Drift                  -> Api/Calls
            Api/Idempotency            -> Api/Calls, SignIn
            Api/Onboarding             -> Api/Calls, SignIn
            Api/Operations             -> Api/Calls
            Api/People                 -> Api/Calls
            Api/Readiness              -> Api/Calls
            Api/Reports                -> Api/Calls, Api/Readiness
            Components/Access          -> Components/Shared, SignIn
            Components/Choosing        -> Components/Shared
            Components/Docs            -> Components/Shared
            Components/Guide           -> Components/Docs, Components/Shared
            Components/Status          -> Components/Shared, SignIn
            Components/Reports         -> Components/Shared
            Reports                    -> Components/Reports, Configuration, Notifications
            Components/UserTexts       -> Components/Shared
            Components/Settings        -> Components/Shared, Components/Status, Scheduling, SignIn
            Components/Palette         -> Components/Settings, Components/Shared
            Api/EvidencePacks          -> Api/Audit, Api/Calls, Api/Operations, Api/Readiness, Exporting
            Api/Offboarding            -> Api/Calls, Api/EvidencePacks, Exporting
            Api/Remediations           -> Api/Calls, Api/Operations
            Api/Scans                  -> Api/Calls
            Api/SelfChecks             -> Api/Calls
            Api/SignIns                -> Api/Calls, Api/Readiness
            Api/Tenants                -> Api/Calls, Api/Readiness
            Components/Layout          -> Components/Access, Components/Choosing, Components/Palette, Components/Shared
            Components/Remediation     -> Components/Shared, Components/Status, SignIn
            Components/BulkRepairs     -> Components/Remediation, Components/Shared, Components/Status
            Api/BulkRepairs            -> Api/Calls, Api/Operations, Api/Remediations, Api/Scans
            Api/Plans                  -> Api/Calls, Api/Remediations
            Api/Description            -> Api/BulkRepairs, Api/Calls, Api/Destinations, Api/Diagnose, Api/Drift, Api/Offboarding, Api/Remediations, Api/Reports, Api/Scans, Api/Tenants
            Components                 -> Components/Access, Components/Layout, Components/Shared
            Components/Health          -> Components/Remediation, Components/Shared, Components/Status
            Components/Overview        -> Components/BulkRepairs, Components/Shared, Components/Status, Exporting, SignIn
            Api/Mcp                    -> Api/Calls, Api/Diagnose, Api/Operations, Api/Plans, Api/Readiness, Api/Remediations, Api/Tenants
            Api                        -> Api/Audit, Api/BulkRepairs, Api/Calls, Api/Description, Api/Destinations, Api/Devices, Api/Diagnose, Api/Drift, Api/EvidencePacks, Api/Idempotency, Api/Mcp, Api/Offboarding, Api/Onboarding, Api/Operations, Api/People, Api/Plans, Api/Readiness, Api/Remediations, Api/Reports, Api/Scans, Api/SelfChecks, Api/SignIns, Api/Tenants, SignIn, Tracing
            Components/History         -> Components/Overview, Components/Remediation, Components/Shared, Components/Status, Exporting, SignIn
            Components/People          -> Components/Docs, Components/Health, Components/Shared, Components/Status, Components/UserTexts
            Components/Tenants         -> Components/Choosing, Components/Overview, Components/Shared, Components/Status
            Components/EvidencePack    -> Components/Health, Components/History, Components/Shared, Components/Status
            Components/Onboarding      -> Components/History, Components/Remediation, Components/Shared, Components/Status, SignIn
            Components/Troubleshooting -> Components/Choosing, Components/Docs, Components/People, Components/Shared, Components/Status, Components/UserTexts, SignIn
            Hosting                    -> Api, Api/Calls, Api/EvidencePacks, Api/Offboarding, Components, Components/History, Components/Overview, Components/Settings, Components/Shared, Configuration, SignIn, Tracing
            FirstStart                 -> Configuration, Hosting, Setup
            Offboarding                -> Api/Offboarding, Scheduling, Setup
            Proof                      -> Api/Audit, Setup
            (top)                      -> Api, Configuration, Demo, FirstStart, Hosting, Notifications, Offboarding, Proof, Reports, Scheduling, Setup, SignIn
            """),
    };

    private static IReadOnlyList<Floor> Floors(string lines) =>
    [
        .. from line in lines.Split('\n')
           let parts = line.Split("->", StringSplitOptions.TrimEntries)
           select new Floor(parts[0], parts.Length == 1 ? [] : parts[1].Split(", ")),
    ];
}

/// <summary>A folder, and the folders of its room that it uses.</summary>
internal sealed record Floor(string Folder, IReadOnlyList<string> Uses);
