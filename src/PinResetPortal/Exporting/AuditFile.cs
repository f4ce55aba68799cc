using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Exporting;

/// <summary>Audit entries as a file, sent as they are read.</summary>
public static class AuditFile
{
    private const int SentAtOnce = 32 * 1024;

    public static async Task WriteCsvAsync(Stream body, Func<Func<AuditEntry, Task>, Task> readAll, CancellationToken cancellationToken)
    {
        await using var table = new CsvTable(body, Row.Names);
        await readAll(entry => table.WriteAsync(Row.Of(entry).ToFields(), cancellationToken));
        await table.SendAsync(cancellationToken);
    }

    public static async Task WriteJsonAsync(Stream body, Func<Func<AuditEntry, Task>, Task> readAll, CancellationToken cancellationToken)
    {
        // The serializer flushes by itself and waits while it does: not into the answer.
        var written = new ArrayBufferWriter<byte>(SentAtOnce);
        await using var json = new Utf8JsonWriter(written);
        json.WriteStartArray();
        await readAll(async entry =>
        {
            JsonSerializer.Serialize(json, Row.Of(entry), JsonSerializerOptions.Web);
            if (written.WrittenCount >= SentAtOnce)
            {
                await SendAsync();
            }
        });
        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
        await SendAsync();

        async Task SendAsync()
        {
            await body.WriteAsync(written.WrittenMemory, cancellationToken);
            written.ResetWrittenCount();
        }
    }

    private sealed record Row(
        string TenantId, long Sequence, string At, string ActorId, string ActorName, string Action, string? OperationId, string Summary, string? Detail, string PreviousHash, string Hash, string? KeyId)
    {
        public static readonly string[] Names =
            [nameof(TenantId), nameof(Sequence), nameof(At), nameof(ActorId), nameof(ActorName), nameof(Action), nameof(OperationId), nameof(Summary), nameof(Detail), nameof(PreviousHash), nameof(Hash), nameof(KeyId)];

        /// <summary>In the order of <see cref="Names"/>. A method and not a property, so that it stays out of the JSON.</summary>
        public string[] ToFields() =>
            [TenantId, Sequence.ToString(CultureInfo.InvariantCulture), At, ActorId, ActorName, Action, OperationId ?? "", Summary, Detail ?? "", PreviousHash, Hash, KeyId ?? ""];

        public static Row Of(AuditEntry entry) => new(
            entry.Record.TenantId.ToString(),
            entry.Sequence,
            entry.At.ToString("O", CultureInfo.InvariantCulture),
            entry.Record.ActorId,
            entry.Record.ActorName,
            entry.Record.Action,
            entry.Record.OperationId?.ToString("D"),
            entry.Record.Summary,
            entry.Record.Detail,
            entry.PreviousHash,
            entry.Hash,
            entry.KeyId);
    }
}
