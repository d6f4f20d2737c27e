namespace TopoGen.Runtime.Tests.Transport;

public class SendLogTests
{
    private const int Window = 64 * 1024;

    [Fact]
    public void Tuples_written_one_by_one_leave_as_one_frame()
    {
        SendLog log = Log();
        Append(log, [1], 1);
        Append(log, [2, 3], 2);
        Assert.False(log.TryTake(Window, Window, out _));
        Assert.True(log.Finish());
        Assert.False(log.Finish());
        Assert.True(log.TryTake(Window, Window, out ArraySegment<byte> frames));
        Assert.Equal(new FrameHeader(FrameKind.Data, 3, 5, 3, 0), FrameHeader.Trusted(frames));
        Assert.Equal<byte>([1, 2, 3], frames[FrameHeader.Size..].ToArray());
        Assert.False(log.TryTake(Window, Window, out _));
    }

    [Fact]
    public void A_signal_stands_behind_the_tuples_before_it()
    {
        SendLog log = Log();
        Append(log, [1], 1);
        log.Append(ControlSignal.Stop);
        Assert.True(log.TryTake(Window, Window, out ArraySegment<byte> frames));
        int first = FrameHeader.SizeOf(frames);
        Assert.Equal(new FrameHeader(FrameKind.Control, 0, 5, 0, first, (byte)ControlKind.Stop), FrameHeader.Trusted(frames[first..]));
        Assert.Equal(log.Written, frames.Count);
    }

    [Fact]
    public void No_more_is_taken_than_credit_allows()
    {
        SendLog log = Log();
        for (int i = 0; i < 20; i++)
        {
            Append(log, new byte[10_000], 1);
            log.Finish();
        }

        long taken = TakeAll(log);
        Assert.InRange(taken, Window - 10_024, Window);
        Assert.True(log.TryAcknowledge(10_024, out bool hasMore));
        Assert.True(hasMore);
        Assert.Equal(10_024, TakeAll(log));
    }

    [Fact]
    public void What_was_not_taken_cannot_have_been_handled()
    {
        SendLog log = Log();
        Append(log, [1], 1);
        log.Finish();
        Assert.False(log.TryAcknowledge(1, out _));
        Assert.False(log.TryResume(26, 0));
        Assert.False(log.TryResume(25, 26));
        Assert.False(log.TryResume(24, 0));
        Assert.True(log.TryResume(25, 0));
        Assert.False(log.TryTake(Window, Window, out _));
    }

    [Fact]
    public void Memory_is_bounded_by_what_is_not_handled()
    {
        var pool = new ChunkPool();
        var log = new SendLog(pool, 5);
        long most = 0;
        for (int i = 0; i < 5000; i++)
        {
            Append(log, new byte[1000], 1);
            log.Finish();
            TakeAll(log);
            if (log.Written - log.Handled > Window)
            {
                Assert.True(log.TryAcknowledge(log.Written - (Window / 2), out _));
            }

            most = Math.Max(most, log.Held);
        }

        Assert.InRange(most, Window, 3 * Window);
    }

    [Fact]
    public void Any_history_of_breaks_gives_the_same_stream()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int run = 0; run < 30; run++)
        {
            SendLog log = Log();
            var inbox = new Inbox(new ChunkPool());
            long next = 0;
            long read = 0;
            byte[] tuple = new byte[100_000];
            for (int step = 0; step < 500; step++)
            {
                switch (random.Next(6))
                {
                    case 0 or 1 when log.Written - log.Handled < Window:
                        int size = random.Next(10) == 0 ? random.Next(tuple.Length - 12) : random.Next(300);
                        Append(log, tuple.AsSpan(0, Numbered.Encode(tuple, next++, size)), 1);
                        break;
                    case 2:
                        log.Finish();
                        break;
                    case 3:
                        Deliver(log, inbox);
                        break;
                    case 4:
                        read = Read(inbox, read, random.Next(5), seed);
                        Assert.True(log.TryAcknowledge(random.NextInt64(log.Handled, inbox.Consumed + 1), out _), $"seed {seed}");
                        break;
                    case 5:
                        // What was taken and did not arrive is lost with the connection.
                        log.TryTake(Window, random.Next(1, Window), out _);
                        Assert.True(log.TryResume(inbox.Received, inbox.Consumed), $"seed {seed}");
                        break;
                }
            }

            log.Finish();
            Assert.True(log.TryResume(inbox.Received, inbox.Consumed), $"seed {seed}");
            while (read < next)
            {
                Deliver(log, inbox);
                read = Read(inbox, read, int.MaxValue, seed);
                Assert.True(log.TryAcknowledge(inbox.Consumed, out _), $"seed {seed}");
            }

            Assert.Equal(log.Written, inbox.Received);
        }
    }

    private static void Append(SendLog log, ReadOnlySpan<byte> tuples, int count)
    {
        log.Reserve(tuples.Length, out ArraySegment<byte> room);
        tuples.CopyTo(room);
        log.Commit(tuples.Length, count);
    }

    private static SendLog Log() => new(new ChunkPool(), 5);

    private static long TakeAll(SendLog log)
    {
        long taken = 0;
        while (log.TryTake(Window, Window, out ArraySegment<byte> frames))
        {
            taken += frames.Count;
        }

        return taken;
    }

    private static void Deliver(SendLog log, Inbox inbox)
    {
        while (log.TryTake(Window, Window, out ArraySegment<byte> frames))
        {
            while (frames.Count > 0)
            {
                FrameHeader header = FrameHeader.Trusted(frames);
                Assert.Equal(inbox.Received, header.Offset);
                frames[..header.FrameSize].AsSpan().CopyTo(inbox.Reserve(header.FrameSize));
                inbox.Commit(header.FrameSize);
                frames = frames[header.FrameSize..];
            }
        }
    }

    private static long Read(Inbox inbox, long read, int most, int seed)
    {
        for (; most > 0 && inbox.TryRead(out ReceivedBatch batch); most--)
        {
            ReadOnlySpan<byte> rest = batch.Bytes;
            for (int i = 0; i < batch.Count; i++)
            {
                Assert.True(read == BitConverter.ToInt64(rest[4..]), $"tuple {read} expected (seed {seed})");
                rest = rest[(12 + BitConverter.ToInt32(rest))..];
                read++;
            }

            Assert.True(rest.IsEmpty);
            inbox.Advance(batch.Bytes.Length, batch.Count);
        }

        return read;
    }
}
