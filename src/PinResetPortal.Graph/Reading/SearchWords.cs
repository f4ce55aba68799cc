namespace PinResetPortal.Graph.Reading;

/// <summary>What somebody typed, as the inside of a <c>$search</c> expression: a quote or backslash would end it.</summary>
internal static class SearchWords
{
    /// <returns>Empty when the text holds nothing to search for.</returns>
    public static string Of(string text) => text.Replace("\"", " ", StringComparison.Ordinal).Replace("\\", " ", StringComparison.Ordinal).Trim();
}
