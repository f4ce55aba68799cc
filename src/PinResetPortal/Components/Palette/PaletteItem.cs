using PinResetPortal.Components.Shared;

namespace PinResetPortal.Components.Palette;

/// <summary>Something that the palette can go to.</summary>
/// <param name="Group">The heading under which it stands.</param>
/// <param name="Detail">A few words that tell it from its neighbours.</param>
/// <param name="Words">What is searched besides title and detail.</param>
/// <param name="Does">Done instead of going somewhere; then there is no address.</param>
public sealed record PaletteItem(string Group, string Title, string? Detail, string Address, string Words = "", Func<BrowserBridge, Task>? Does = null);
