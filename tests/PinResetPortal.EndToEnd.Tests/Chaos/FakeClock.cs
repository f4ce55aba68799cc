using System.Globalization;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>
/// The clock of one process, moved while it runs, by libfaketime (https://github.com/wolfcw/libfaketime): the system's own clock is
/// everybody's. What measures how long something takes goes on as it did.
/// </summary>
internal sealed class FakeClock(string library, string file)
{
    /// <returns>The library; null where it is not installed.</returns>
    public static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <summary>For the process that is to have it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = library,
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",

        // Otherwise every wait with an end is over at once.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <param name="by">Away from the right time; zero: it is right.</param>
    public void Set(TimeSpan by) => File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{by.TotalSeconds:+0;-0;+0}"));
}
