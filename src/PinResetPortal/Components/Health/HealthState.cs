namespace PinResetPortal.Components.Health;

internal enum HealthState
{
    Loading,
    Ready,
    NotFound,
    Forbidden,
    Failed,
}
