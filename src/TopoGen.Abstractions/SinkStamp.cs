using System.Globalization;

namespace TopoGen;

/// <summary>Names a chunk of a task's commands for good: nothing else ever has the same stamp.</summary>
/// <param name="Lineage">Random for each run that begins anew; the same where a run is resumed.</param>
/// <param name="Generation">Counts the tasks' beginnings; part of the epoch's id, as <paramref name="Nonce"/>.</param>
/// <param name="Nonce">Random for each generation.</param>
/// <param name="Epoch">The epoch's number.</param>
/// <param name="Chunk">Which chunk of the task's commands of the epoch, from 1.</param>
/// <param name="Chunks">How many there are.</param>
public readonly record struct SinkStamp(ulong Lineage, long Generation, ulong Nonce, long Epoch, int Chunk, int Chunks)
{
    /// <summary>Whether nothing of the epoch follows it.</summary>
    public bool IsLast => Chunk == Chunks;

    /// <summary>Reads what <see cref="ToString"/> writes, and nothing else.</summary>
    public static bool TryParse(string? text, out SinkStamp stamp)
    {
        string[] parts = text?.Split('.') ?? [];
        bool isStamp = parts.Length == 6;
        stamp = new SinkStamp(Hex(0), Number(1), Hex(2), Number(3), Count(4), Count(5));
        isStamp &= stamp.ToString() == text;
        stamp = isStamp ? stamp : default;
        return isStamp;

        ulong Hex(int part) => isStamp && ulong.TryParse(parts[part], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : 0;
        long Number(int part) => isStamp && long.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
        int Count(int part) => isStamp && int.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;
    }

    /// <summary>What a sink has to do with the chunk of this stamp.</summary>
    /// <param name="task">Whose chunk it is.</param>
    /// <param name="expected">The stamp that the caller expects.</param>
    /// <param name="found">The stamp that is there.</param>
    /// <returns>True where it is to be applied; false where it was applied before.</returns>
    /// <exception cref="SinkReplacedException">The stamp that is there is another one.</exception>
    public bool IsNext(SinkTask task, SinkStamp? expected, SinkStamp? found)
        => found != this && (found == expected ? true : throw new SinkReplacedException(task, expected, found));

    /// <summary>The same text for the same stamp, of letters, digits and points.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Lineage:x16}.{Generation}.{Nonce:x16}.{Epoch}.{Chunk}.{Chunks}");
}
