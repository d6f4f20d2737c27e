using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TopoGen.Runtime;

/// <summary>
/// Savepoints as bytes, the same in files and in stores: magic (3 bytes), version (1), the length of the info (4) and the info, the length of the
/// manifest (4) and the <see cref="ManifestFormat">manifest</see>, the <see cref="StableHash"/> of all of it (8), and then the blobs that the manifest names, one right
/// behind the other. Numbers are little-endian. How long each blob is, and its hash, the manifest says: so every byte is covered by one
/// checksum, and nothing can be missing or left over.
/// </summary>
/// <remarks>Every version begins with magic and version. Reading trusts nothing, and makes no room for what is not there.</remarks>
internal static class SavepointFormat
{
    internal const int PrefixSize = 4;

    internal const int ChecksumSize = sizeof(ulong);

    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "TGS"u8;

    /// <summary>Whether what begins so was written as a savepoint, whatever became of it.</summary>
    public static bool Begins(ReadOnlySpan<byte> content) => content.StartsWith(Magic);

    public static byte[] EncodeHeader(SavepointHeader header)
    {
        byte[] info = JsonSerializer.SerializeToUtf8Bytes(header.Info, SavepointJson.Default.SavepointInfo);
        byte[] manifest = ManifestFormat.Encode(header.Manifest);
        byte[] content = new byte[PrefixSize + sizeof(int) + info.Length + sizeof(int) + manifest.Length + ChecksumSize];
        Magic.CopyTo(content);
        content[Magic.Length] = Version;
        int end = Append(content, PrefixSize, info);
        end = Append(content, end, manifest);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(end), StableHash.Of(content.AsSpan(0, end)));
        return content;
    }

    /// <summary>Reads what stands before the blobs.</summary>
    /// <exception cref="SavepointException">It is no savepoint, damaged, or of another version.</exception>
    public static async Task<SavepointHeader> ReadHeaderAsync(Stream input, CancellationToken cancellation)
    {
        var read = new MemoryStream();
        await AppendAsync(input, read, PrefixSize, cancellation).ConfigureAwait(false);
        CheckPrefix(read.GetBuffer().AsSpan(0, PrefixSize));
        Range info = await AppendBlockAsync(input, read, cancellation).ConfigureAwait(false);
        Range manifest = await AppendBlockAsync(input, read, cancellation).ConfigureAwait(false);
        int end = (int)read.Length;
        await AppendAsync(input, read, ChecksumSize, cancellation).ConfigureAwait(false);
        byte[] content = read.GetBuffer();
        return StableHash.Of(content.AsSpan(0, end)) == BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(end))
            ? Decode(content.AsSpan(info), content.AsSpan(manifest))
            : throw Damaged("the checksum of its beginning differs");
    }

    /// <summary>Reads the blobs that follow a header, and makes sure that nothing else does.</summary>
    /// <exception cref="SavepointException">One is not what was written.</exception>
    public static async IAsyncEnumerable<Blob> ReadBlobsAsync(Stream input, SavepointHeader header, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (BlobReference blob in header.Blobs)
        {
            var read = new MemoryStream();
            await AppendAsync(input, read, blob.Length, cancellation).ConfigureAwait(false);
            ReadOnlyMemory<byte> content = read.GetBuffer().AsMemory(0, blob.Length);
            yield return blob.Problem(content) is { } problem ? throw Damaged(problem) : new Blob(blob.Name, content);
        }

        if (await input.ReadAsync(new byte[1], cancellation).ConfigureAwait(false) > 0)
        {
            throw Damaged("something follows its last blob");
        }
    }

    private static int Append(byte[] content, int at, byte[] block)
    {
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(at), block.Length);
        block.CopyTo(content, at + sizeof(int));
        return at + sizeof(int) + block.Length;
    }

    private static void CheckPrefix(ReadOnlySpan<byte> prefix)
    {
        if (!Begins(prefix))
        {
            throw new SavepointException("is no savepoint");
        }

        if (prefix[Magic.Length] != Version)
        {
            throw new SavepointException($"has format {prefix[Magic.Length]}, and this version of the program reads format {Version} only");
        }
    }

    /// <returns>Where the block stands in what was read.</returns>
    private static async Task<Range> AppendBlockAsync(Stream input, MemoryStream read, CancellationToken cancellation)
    {
        await AppendAsync(input, read, sizeof(int), cancellation).ConfigureAwait(false);
        int begin = (int)read.Length;
        int length = BinaryPrimitives.ReadInt32LittleEndian(read.GetBuffer().AsSpan(begin - sizeof(int)));
        if (length < 0 || length > Array.MaxLength - begin - ChecksumSize)
        {
            throw Damaged($"it announces {length} bytes");
        }

        await AppendAsync(input, read, length, cancellation).ConfigureAwait(false);
        return begin..(begin + length);
    }

    /// <summary>Makes room only as fast as bytes come.</summary>
    private static async Task AppendAsync(Stream input, MemoryStream read, int count, CancellationToken cancellation)
    {
        const int most = 1 << 20;
        for (int left = count; left > 0;)
        {
            int begin = (int)read.Length;
            int next = Math.Min(left, Math.Clamp(begin, 4096, most));
            read.SetLength(begin + next);
            try
            {
                await input.ReadExactlyAsync(read.GetBuffer().AsMemory(begin, next), cancellation).ConfigureAwait(false);
            }
            catch (EndOfStreamException)
            {
                throw Damaged("it ends too early");
            }

            left -= next;
        }
    }

    private static SavepointHeader Decode(ReadOnlySpan<byte> info, ReadOnlySpan<byte> manifest)
    {
        SavepointInfo? decoded;
        try
        {
            decoded = JsonSerializer.Deserialize(info, SavepointJson.Default.SavepointInfo);
        }
        catch (JsonException exception)
        {
            throw Damaged(exception.Message);
        }

        if (decoded is not { Topology.Length: > 0, Run: { Owner: not null, Parameters: not null } run }
            || run.Parameters.Any(static p => p.Value.IsDefault)
            || !EpochId.TryParse(decoded.Epoch, out EpochId epoch))
        {
            throw Damaged("it does not say whose it is");
        }

        try
        {
            return new SavepointHeader(decoded, ManifestFormat.Decode(epoch, manifest));
        }
        catch (CheckpointStoreException exception)
        {
            throw exception.Damaged is null ? new SavepointException($"cannot be read: {exception.Message}") : Damaged(exception.Message);
        }
    }

    private static SavepointException Damaged(string problem) => new($"is damaged: {problem}");
}
