namespace PinResetPortal.Core.Field;

/// <summary>Lists in a sentence.</summary>
public static class Lists
{
    /// <returns>"one", "one and two", "one, two and three"; an empty text for none.</returns>
    public static string And(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}";
    }
}
