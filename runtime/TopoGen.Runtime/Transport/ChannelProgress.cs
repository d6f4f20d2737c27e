using System.Buffers.Binary;

namespace TopoGen.Runtime;

/// <summary>How far a receiving end is; travels in grants, acknowledgements and refusals.</summary>
/// <param name="Received">Bytes of the stream received; whole frames.</param>
/// <param name="Handled">Bytes of the stream handled by the task.</param>
/// <param name="Tuples">Tuples handled.</param>
/// <param name="Window">The receiver's window, in bytes.</param>
internal readonly record struct ChannelProgress(long Received, long Handled, long Tuples, int Window)
{
    /// <summary>A grant: the header's offset is what was received; the payload is handled bytes, tuples and window.</summary>
    public void WriteGrant(SendBuffer buffer, uint channel)
    {
        Span<byte> payload = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(payload, Handled);
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], Tuples);
        BinaryPrimitives.WriteInt64LittleEndian(payload[16..], Window);
        buffer.Write(new FrameHeader(FrameKind.Grant, payload.Length, channel, 0, Received), payload);
    }

    /// <summary>An acknowledgement: the header's offset is what was handled, the payload the tuples.</summary>
    public void WriteAck(SendBuffer buffer, uint channel)
    {
        Span<byte> payload = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(payload, Tuples);
        buffer.Write(new FrameHeader(FrameKind.Ack, payload.Length, channel, 0, Handled), payload);
    }

    /// <summary>Reads a frame of a checked header; what it lacks stays 0.</summary>
    public static ChannelProgress Read(FrameHeader header, ReadOnlySpan<byte> payload) => header.Kind switch
    {
        FrameKind.Grant => new ChannelProgress(
            header.Offset,
            BinaryPrimitives.ReadInt64LittleEndian(payload),
            BinaryPrimitives.ReadInt64LittleEndian(payload[8..]),
            (int)Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(payload[16..]), 0, LinkOptions.MaxWindow)),
        FrameKind.Ack => new ChannelProgress(0, header.Offset, BinaryPrimitives.ReadInt64LittleEndian(payload), 0),
        _ => new ChannelProgress(
            0, BinaryPrimitives.ReadInt64LittleEndian(payload), BinaryPrimitives.ReadInt64LittleEndian(payload[8..]), 0),
    };

    /// <summary>A refusal: the payload is handled bytes, tuples, and the reason.</summary>
    public void WriteRefuse(SendBuffer buffer, uint channel, string reason)
    {
        Span<byte> payload = stackalloc byte[FrameHeader.MaxReason];
        BinaryPrimitives.WriteInt64LittleEndian(payload, Handled);
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], Tuples);
        int length = 16 + ReasonText.Write(reason, payload[16..]);
        buffer.Write(new FrameHeader(FrameKind.Refuse, length, channel, 0, 0), payload[..length]);
    }
}
