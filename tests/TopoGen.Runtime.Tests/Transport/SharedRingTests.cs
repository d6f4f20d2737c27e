using System.Runtime.InteropServices;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

public sealed unsafe class SharedRingTests : IDisposable
{
    private const int Size = 1000;

    private readonly RingState* _state = (RingState*)NativeMemory.AlignedAlloc((nuint)sizeof(RingState), 128);
    private readonly byte* _bytes = (byte*)NativeMemory.Alloc(Size);
    private readonly SharedRingWriter _writer;
    private readonly SharedRingReader _reader;

    public SharedRingTests()
    {
        *_state = default;
        _writer = new SharedRingWriter(_state, _bytes, Size);
        _reader = new SharedRingReader(_state, _bytes, Size);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_state);
        NativeMemory.Free(_bytes);
    }

    [Fact]
    public void Bytes_of_one_thread_reach_another_in_order()
    {
        const int Total = 1_000_000;
        int seed = Random.Shared.Next();
        var writing = new Thread(() =>
        {
            var random = new Random(seed);
            byte[] bytes = new byte[3 * Size];
            var spinner = default(SpinWait);
            for (int written = 0; written < Total;)
            {
                int length = Math.Min(random.Next(1, random.Next(2, bytes.Length)), Total - written);
                for (int i = 0; i < length; i++)
                {
                    bytes[i] = Expected(written + i);
                }

                int taken = _writer.Write(bytes.AsSpan(0, length));
                written += taken;
                if (taken == 0)
                {
                    spinner.SpinOnce(sleep1Threshold: -1);
                }
            }
        });
        writing.Start();
        var sizes = new Random(seed + 1);
        byte[] target = new byte[3 * Size];
        int read = 0;
        Deadline.Until(
            () =>
            {
                int count;
                while ((count = _reader.Read(target.AsSpan(0, sizes.Next(1, target.Length)))) > 0)
                {
                    for (int i = 0; i < count; i++, read++)
                    {
                        if (target[i] != Expected(read))
                        {
                            Assert.Fail($"Byte {read} is damaged (seed {seed}).");
                        }
                    }
                }

                Assert.Equal(0, count);
                return read == Total;
            },
            $"all bytes arrive (seed {seed})");
        writing.Join();
        Assert.True(_reader.IsEmpty);

        static byte Expected(int position) => (byte)(position ^ (position >> 8) ^ (position >> 16));
    }

    [Fact]
    public void A_full_ring_takes_nothing_and_an_empty_one_gives_nothing()
    {
        byte[] bytes = new byte[Size + 1];
        Assert.Equal(0, _reader.Read(bytes));
        Assert.Equal(Size, _writer.Write(bytes));
        Assert.Equal(0, _writer.Write(bytes));
        Assert.False(_writer.HasRoom);
        Assert.Equal(1, _reader.Read(bytes.AsSpan(0, 1)));
        Assert.False(_writer.HasRoom);
        Assert.Equal(1, _writer.Write(bytes));
        Assert.Equal(Size, _reader.Read(bytes));
        Assert.True(_writer.HasRoom);
        Assert.True(_reader.IsEmpty);
    }

    [Fact]
    public void Whoever_waits_is_woken_once_and_a_writer_only_for_room_that_is_worth_it()
    {
        byte[] bytes = new byte[Size];
        _writer.Write(bytes.AsSpan(0, 1));
        Assert.False(_writer.TakeReader());
        _reader.Announce();
        Assert.True(_writer.TakeReader());
        Assert.False(_writer.TakeReader());
        _reader.Announce();
        _reader.Withdraw();
        Assert.False(_writer.TakeReader());

        _writer.Write(bytes);
        _writer.Announce();
        _reader.Read(bytes.AsSpan(0, (Size / 4) - 1));
        Assert.False(_reader.TakeWriter());
        _reader.Read(bytes.AsSpan(0, 1));
        Assert.True(_reader.TakeWriter());
        Assert.False(_reader.TakeWriter());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(101 + Size)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_reader_refuses_a_position_that_its_writer_cannot_have(long written)
    {
        _writer.Write(new byte[100]);
        Assert.Equal(100, _reader.Read(new byte[200]));
        _state->Written = written;
        Assert.Equal(-1, _reader.Read(new byte[10]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(1101)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_writer_refuses_a_position_that_its_reader_cannot_have(long read)
    {
        _writer.Write(new byte[100]);
        _reader.Read(new byte[100]);
        Assert.Equal(Size, _writer.Write(new byte[Size]));
        Assert.Equal(0, _writer.Write(new byte[10]));
        _state->Read = read;
        Assert.Equal(-1, _writer.Write(new byte[10]));
    }

    [Fact]
    public void Random_positions_of_the_other_side_harm_nobody()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        byte[] bytes = new byte[2 * Size];
        for (int round = 0; round < 20_000; round++)
        {
            *_state = default;
            var writer = new SharedRingWriter(_state, _bytes, Size);
            var reader = new SharedRingReader(_state, _bytes, Size);
            for (int step = 0; step < 5; step++)
            {
                _state->Written = random.NextInt64(-Size, 3 * Size) << random.Next(0, 40);
                _state->Read = random.NextInt64(-Size, 3 * Size) << random.Next(0, 40);
                Assert.InRange(reader.Read(bytes.AsSpan(0, random.Next(bytes.Length))), -1, Size);
                Assert.InRange(writer.Write(bytes.AsSpan(0, random.Next(bytes.Length))), -1, Size);
                _ = reader.TakeWriter() | writer.TakeReader() | writer.HasRoom;
            }
        }
    }
}
