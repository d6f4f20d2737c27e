using System.Buffers.Binary;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Tuples that say which they are: length (4 bytes), number (8), filler that depends on the number.</summary>
internal static class Numbered
{
    private const int Head = 12;

    public static ChannelId Channel(int index = 0, long incarnation = 1)
        => new(new TaskId("From", index, incarnation), new TaskId("To", index, incarnation), 0);

    /// <summary>Writes tuples <paramref name="from"/> to <paramref name="to"/> (excluded), each with so much filler.</summary>
    public static void Write(this IChannelSender sender, long from, long to, int filler = 0, int batch = 1)
    {
        byte[] bytes = new byte[batch * (Head + filler)];
        for (long number = from; number < to;)
        {
            int length = 0;
            int count = 0;
            for (; count < batch && number < to; count++, number++)
            {
                length += Encode(bytes.AsSpan(length), number, filler);
            }

            sender.Write(bytes.AsSpan(0, length), count);
        }
    }

    /// <summary>Writes whole tuples at once.</summary>
    public static void Write(this IChannelSender sender, ReadOnlySpan<byte> tuples, int count)
    {
        if (sender.TryReserve(tuples.Length, out ArraySegment<byte> room))
        {
            tuples.CopyTo(room);
            sender.Commit(tuples.Length, count);
        }
    }

    public static int Encode(Span<byte> target, long number, int filler)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, filler);
        BinaryPrimitives.WriteInt64LittleEndian(target[4..], number);
        target.Slice(Head, filler).Fill((byte)number);
        return Head + filler;
    }

    /// <summary>Checks that the front batch goes on with <paramref name="next"/>, and handles it.</summary>
    /// <returns>The number after the last.</returns>
    public static long Take(this IChannelReceiver receiver, ReceivedBatch batch, long next)
    {
        ReadOnlySpan<byte> rest = batch.Bytes;
        for (int i = 0; i < batch.Count; i++)
        {
            int filler = BinaryPrimitives.ReadInt32LittleEndian(rest);
            long number = BinaryPrimitives.ReadInt64LittleEndian(rest[4..]);
            Assert.Equal(next, number);
            Assert.False(rest.Slice(Head, filler).ContainsAnyExcept((byte)number), $"The filler of tuple {number} was damaged.");
            next++;
            rest = rest[(Head + filler)..];
        }

        Assert.True(rest.IsEmpty);
        receiver.Advance(batch.Bytes.Length, batch.Count);
        return next;
    }

    /// <summary>Reads tuples <paramref name="from"/> to <paramref name="to"/> (excluded) as they come; none may be missing or repeated.</summary>
    public static void Expect(this IChannelReceiver receiver, long from, long to, string seed = "")
    {
        long next = from;
        Deadline.Until(
            () =>
            {
                while (next < to && receiver.TryRead(out ReceivedBatch batch))
                {
                    next = receiver.Take(batch, next);
                }

                return next >= to;
            },
            $"tuples {from} to {to} arrive {seed}");
        Assert.Equal(to, next);
    }

    public static void Expect(this IChannelReceiver receiver, ControlSignal signal)
    {
        Deadline.Until(() => receiver.HasData, $"{signal} arrives");
        Assert.True(receiver.TryRead(out ReceivedBatch batch));
        Assert.Equal(signal, batch.Signal);
        Assert.Equal(0, batch.Count);
        receiver.Advance(0, 0);
    }

    /// <summary>Writes tuples while there is room, waiting for it on this thread.</summary>
    public static void WriteWithinRoom(this IChannelSender sender, long from, long to, int filler = 0, int batch = 16)
    {
        for (long number = from; number < to; number += batch)
        {
            if (!sender.HasRoom)
            {
                Deadline.Until(() => sender.HasRoom, $"room for tuple {number}");
            }

            sender.Write(number, Math.Min(to, number + batch), filler, batch);
            sender.Flush();
        }
    }
}
