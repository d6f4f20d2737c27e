using System.Buffers.Binary;

namespace TopoGen.Runtime;

/// <summary>
/// The fixed part of every frame, little-endian: payload length (4 bytes), kind (1), control signal (1), zero (2), channel
/// number (4), tuple count (4), offset in the channel's stream (8). Header and payload of data and control frames are the
/// channel's stream: its offsets count both.
/// </summary>
internal readonly record struct FrameHeader(FrameKind Kind, int Length, uint Channel, int Count, long Offset, byte Signal = 0)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 24;

    /// <summary>The longest payload of a frame that is neither data nor an identity: a reason with the counts before it.</summary>
    public const int MaxReason = 16 + 512;

    /// <summary>Offsets stay far from overflow.</summary>
    private const long MaxOffset = long.MaxValue / 2;

    /// <summary>Bytes of the whole frame.</summary>
    public int FrameSize => Size + Length;

    /// <summary>The size of a whole frame whose header was written here.</summary>
    public static int SizeOf(ReadOnlySpan<byte> frame) => Size + BinaryPrimitives.ReadInt32LittleEndian(frame);

    /// <summary>Reads the header of a frame that was checked before.</summary>
    public static FrameHeader Trusted(ReadOnlySpan<byte> frame) => new(
        (FrameKind)frame[4],
        BinaryPrimitives.ReadInt32LittleEndian(frame),
        BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(frame[12..]),
        BinaryPrimitives.ReadInt64LittleEndian(frame[16..]),
        frame[5]);

    /// <summary>The signal of a control frame.</summary>
    /// <param name="frame">The whole frame, checked before.</param>
    public ControlSignal SignalOf(ReadOnlySpan<byte> frame)
        => new((ControlKind)Signal, Length > 0 ? BinaryPrimitives.ReadInt64LittleEndian(frame[Size..]) : 0);

    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Length);
        target[4] = (byte)Kind;
        target[5] = Signal;
        target[6] = 0;
        target[7] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], Channel);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Offset);
    }

    /// <summary>Reads a header and checks every field that can be checked without knowing the channel.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    /// <param name="maxData">The longest payload of a data frame.</param>
    /// <param name="header">The header; its length may be used only if it is valid.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> source, int maxData, out FrameHeader header)
    {
        header = Trusted(source);
        if (source[6] != 0 || source[7] != 0)
        {
            return "frame with reserved bits set";
        }

        (int least, int most) = header.Kind switch
        {
            FrameKind.Open => (ChannelIdCodec.MinSize, ChannelIdCodec.MaxSize),
            FrameKind.Data => (0, maxData),
            FrameKind.Control when header.Signal == (byte)ControlKind.Barrier => (sizeof(long), sizeof(long)),
            FrameKind.Control or FrameKind.Close or FrameKind.Heartbeat => (0, 0),
            FrameKind.Grant => (24, 24),
            FrameKind.Ack => (8, 8),
            FrameKind.Refuse => (16, MaxReason),
            FrameKind.Bye => (0, MaxReason),
            _ => (0, -1),
        };
        if (most < 0)
        {
            return $"frame of unknown kind {source[4]}";
        }

        if (header.Length < least || header.Length > most)
        {
            return $"{header.Kind} frame of {(uint)header.Length} bytes; expected {least} to {most}";
        }

        if (header.Offset is < 0 or > MaxOffset)
        {
            return $"{header.Kind} frame at offset {header.Offset}";
        }

        if (header.Kind == FrameKind.Data ? header.Count < 1 : header.Count != 0)
        {
            return $"{header.Kind} frame of {header.Count} tuples";
        }

        bool signalled = header.Kind == FrameKind.Control ? header.Signal <= (byte)ControlKind.Barrier : header.Signal == 0;
        return signalled ? null : $"{header.Kind} frame with signal {header.Signal}";
    }
}
