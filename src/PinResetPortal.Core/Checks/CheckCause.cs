namespace PinResetPortal.Core.Checks;

/// <summary>What the guide says of a check whose breaking is by itself the cause of a failed reset: it confirms the cause when broken, and rules it out when healthy.</summary>
/// <param name="Id">Permanent, kebab-case, beginning with <c>cause-</c>; its page is <c>/guide/{id}</c>.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Indicates">What it says about PIN reset.</param>
/// <param name="Who">Who can take the next step.</param>
/// <param name="Sources">Where this comes from (https).</param>
public sealed record CheckCause(string Id, string Title, string Meaning, string Indicates, string NextStep, string Who, IReadOnlyList<Uri> Sources);
