using System.Buffers;
using System.Buffers.Binary;

namespace TopoGen.Runtime;

/// <summary>
/// Manifests as bytes, for stores: magic (3 bytes), version (1), tables of the components and epochs that it names, the tasks and layouts, and
/// the <see cref="StableHash"/> of all of it (8, little-endian). Numbers have as many bytes as they need. A reference to a blob costs some
/// 14 bytes, because its name follows from where it stands. Every version begins with magic and version and ends with the hash.
/// </summary>
public static class ManifestFormat
{
    internal const int PrefixSize = 4;

    internal const int ChecksumSize = sizeof(ulong);

    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "TGM"u8;

    /// <summary>The bytes of a manifest: the same for equal manifests.</summary>
    /// <exception cref="ArgumentException">It is not sound; the message says what is wrong.</exception>
    public static byte[] Encode(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (ManifestCheck.Problem(manifest) is { } problem)
        {
            throw new ArgumentException($"The manifest of epoch {manifest.Id} cannot be written: {problem}", nameof(manifest));
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        buffer.Write(Magic);
        buffer.Write([Version]);
        ManifestWriter.Write(manifest, buffer);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(ChecksumSize), StableHash.Of(buffer.WrittenSpan));
        buffer.Advance(ChecksumSize);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a manifest. Nothing is trusted: whatever the bytes are, the result is a sound manifest of this epoch, or the exception.</summary>
    /// <param name="epoch">The epoch whose manifest it has to be.</param>
    /// <param name="content">What <see cref="Encode"/> gave.</param>
    /// <exception cref="CheckpointStoreException">It is damaged, or of another version. The message names the epoch.</exception>
    public static Manifest Decode(EpochId epoch, ReadOnlySpan<byte> content)
    {
        if (content.Length < PrefixSize + ChecksumSize)
        {
            throw Damaged(epoch, $"{content.Length} bytes are too few");
        }

        ReadOnlySpan<byte> body = content[..^ChecksumSize];
        if (StableHash.Of(body) != BinaryPrimitives.ReadUInt64LittleEndian(content[^ChecksumSize..]))
        {
            throw Damaged(epoch, "its checksum differs");
        }

        if (!body.StartsWith(Magic))
        {
            throw Damaged(epoch, "it is something else");
        }

        if (body[Magic.Length] != Version)
        {
            throw new CheckpointStoreException(
                $"The manifest of epoch {epoch} has format {body[Magic.Length]}, and this version of the program reads format {Version} only");
        }

        Manifest manifest;
        try
        {
            manifest = new ManifestReader(body[PrefixSize..]).Read();
        }
        catch (FormatException exception)
        {
            throw Damaged(epoch, exception.Message);
        }

        if (ManifestCheck.Problem(manifest) is { } problem)
        {
            throw Damaged(epoch, problem);
        }

        return manifest.Id == epoch ? manifest : throw Damaged(epoch, $"it is that of epoch {manifest.Id}");
    }

    private static CheckpointStoreException Damaged(EpochId epoch, string problem)
        => new($"The manifest of epoch {epoch} is damaged: {problem}") { Damaged = epoch };
}
