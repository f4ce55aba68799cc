using System.Text;
using System.Text.Json;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Auditing;

/// <summary>
/// The file of seals, outside of the database and only ever appended to: one line for each seal, "MAC, id of the key, JSON" with a blank
/// between. The MAC covers the JSON as it stands.
/// </summary>
internal sealed class SealFile(AuditKeyFolder folder, AuditKeys keys)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private readonly Lock _gate = new();

    /// <summary>What this process knows of the file, up to this length.</summary>
    private (SealedState State, long Length)? _known;

    public string Path => folder.SealFile;

    /// <summary>
    /// What <see cref="Read"/> says, read anew only when somebody else has written: for the next seal. The file grows for years, and
    /// verifying, which wants to know what stands there now, reads all of it.
    /// </summary>
    public SealedState ReadOn()
    {
        lock (_gate)
        {
            var length = Length;
            if (_known is not { } known || known.Length != length)
            {
                _known = known = (Read(), length);
            }

            return known.State;
        }
    }

    public SealedState Read()
    {
        var state = new SealedState();
        foreach (var line in Lines())
        {
            // A line that a stop cut short is followed by one that does not name it: the chain of the lines tells whether one is missing.
            state.IsTorn = !TryRead(line, out var seal);
            if (seal is not null)
            {
                state.Take(seal, line[..line.IndexOf(' ', StringComparison.Ordinal)]);
            }
        }

        return state;
    }

    public void Append(Seal seal)
    {
        var json = JsonSerializer.Serialize(seal, Json);
        var mac = keys.Active.Mac(json);
        var line = $"{mac} {keys.Active.Id} {json}\n";
        if (System.IO.Path.GetDirectoryName(Path) is { } parent)
        {
            Directory.CreateDirectory(parent);
        }

        lock (_gate)
        {
            var before = Length;
            var cutShort = File.Exists(Path) && EndsWithinALine();
            using var file = new FileStream(Path, OwnerOnly.Opening(FileMode.Append));
            file.Write(Encoding.UTF8.GetBytes(cutShort ? "\n" + line : line));
            file.Flush(flushToDisk: true);
            if (_known is { } known && known.Length == before)
            {
                known.State.Take(seal, mac);
                known.State.IsTorn = false;
                _known = (known.State, file.Length);
            }
        }
    }

    private bool TryRead(string line, out Seal? seal)
    {
        seal = null;
        if (line.Split(' ', 3) is not [var mac, var keyId, var json] || keys.Find(keyId)?.Mac(json) != mac)
        {
            return false;
        }

        seal = JsonSerializer.Deserialize<Seal>(json, Json);
        return seal is not null;
    }

    private long Length => new FileInfo(Path) is { Exists: true } there ? there.Length : 0;

    private string[] Lines() => File.Exists(Path) ? File.ReadAllText(Path).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private bool EndsWithinALine()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
