namespace PinResetPortal.Core.Policies;

/// <summary>One place where a policy switches Windows Hello for Business (UsePassportForWork) on or off.</summary>
public sealed record HelloSwitch(SettingScope Scope, bool Enabled);
