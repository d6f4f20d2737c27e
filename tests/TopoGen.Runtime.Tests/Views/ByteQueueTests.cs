using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Views;

/// <summary>A queue of encoded tuples between two threads.</summary>
public sealed class ByteQueueTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(256 * 1024)]
    public void What_one_thread_writes_another_reads_in_order(int window)
    {
        const int total = 200_000;
        int seed = Environment.TickCount;
        using var data = new AutoResetEvent(false);
        using var room = new AutoResetEvent(false);
        using var queue = new ByteQueue(window, () => data.Set(), () => room.Set());
        var producer = new Thread(() => Produce(queue, room, total, seed));
        producer.Start();

        int read = 0;
        int epochs = 0;
        while (true)
        {
            if (!queue.TryRead(out ReceivedBatch batch))
            {
                Assert.True(queue.HasData || data.WaitOne(Deadline.Limit), $"nothing follows tuple {read} (seed {seed})");
                continue;
            }

            if (batch.Signal is { } signal)
            {
                queue.Advance(0, 0);
                if (signal == ControlSignal.End)
                {
                    break;
                }

                Assert.Equal(ControlSignal.Barrier(++epochs), signal);
                continue;
            }

            // A part of it at a time.
            int taken = 1 + (read % batch.Count);
            int bytes = 0;
            for (int i = 0; i < taken; i++)
            {
                int length = BitConverter.ToInt32(batch.Bytes[bytes..]);
                Assert.True(read == BitConverter.ToInt32(batch.Bytes[(bytes + 4)..]), $"tuple {read} expected (seed {seed})");
                bytes += length;
                read++;
            }

            queue.Advance(bytes, taken);
        }

        Assert.True(producer.Join(Deadline.Limit));
        Assert.Equal(total, read);
        Assert.Equal(0, queue.Pending);
        Assert.Equal(0, queue.Fill);
        Assert.True(queue.HasRoom);
    }

    private static void Produce(ByteQueue queue, AutoResetEvent room, int total, int seed)
    {
        var random = new Random(seed);
        int epoch = 0;
        for (int number = 0; number < total; number++)
        {
            int length = random.Next(1000) == 0 ? random.Next(8, 200_000) : random.Next(8, 64);
            Assert.True(queue.TryReserve(length, out ArraySegment<byte> place));
            Assert.True(place.Count >= length);
            BitConverter.TryWriteBytes(place, length);
            BitConverter.TryWriteBytes(place[4..], number);
            queue.Commit(length, 1);
            switch (random.Next(500))
            {
                case 0:
                    queue.Write(ControlSignal.Barrier(++epoch));
                    break;
                case < 50:
                    queue.Flush();
                    break;
            }

            if (!queue.HasRoom)
            {
                queue.Flush();
                while (!queue.HasRoom)
                {
                    room.WaitOne(Deadline.Limit);
                }
            }
        }

        queue.Write(ControlSignal.End);
    }
}
