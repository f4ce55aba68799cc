using System.Text;
using Microsoft.JSInterop;

namespace PinResetPortal.Fakes;

/// <summary>What the browser streams out of a text box.</summary>
public sealed class FakeTextBox(string text) : IJSStreamReference
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public bool WasRead { get; private set; }

    public long Length => _bytes.Length;

    public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default)
    {
        WasRead = true;
        return ValueTask.FromResult<Stream>(new MemoryStream(_bytes));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
