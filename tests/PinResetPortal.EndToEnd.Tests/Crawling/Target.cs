namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>One address to open.</summary>
/// <param name="Kind">What is opened: the page's route, with a mark when something on it is opened as well.</param>
/// <param name="Subject">The tenant that it is about, or what else its route names; empty for a page that stands alone.</param>
internal sealed record Target(string Kind, string Subject, string Path);
