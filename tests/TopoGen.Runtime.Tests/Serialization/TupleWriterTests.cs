using System.Buffers;
using static TopoGen.Runtime.Tests.Serialization.TestTuples;

namespace TopoGen.Runtime.Tests.Serialization;

public sealed class TupleWriterTests
{
    [Fact]
    public void Tuples_are_appended_to_one_buffer_that_moves_when_it_grows()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        int length = 0;
        for (int i = 0; i < 1000; i++)
        {
            // As a link does: a writer for each call, the buffer kept in between.
            var writer = new TupleWriter(buffer, length);
            writer.Write(new Texts($"tuple {i}", null, [1, 2, 3], null, default, "é漢"));
            Assert.True(writer.Length > length);
            buffer = writer.Detach(out length);
        }

        var reader = new TupleReader(buffer.AsSpan(0, length));
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal($"tuple {i}", reader.Read<Texts>().First);
        }

        Assert.Equal(0, reader.Remaining);
        Assert.Equal(length, reader.Position);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    [Fact]
    public void A_tuple_that_fails_half_way_can_be_taken_back()
    {
        var writer = new TupleWriter(64);
        writer.Write(new Point(1, 2));
        int length = writer.Length;
        TupleFormatException? thrown = null;
        try
        {
            writer.Write(Chain(TupleWriter.MaxDepth + 1));
        }
        catch (TupleFormatException e)
        {
            thrown = e;
        }

        Assert.NotNull(thrown);
        writer.Truncate(length);
        writer.Write(Chain(TupleWriter.MaxDepth));
        var reader = new TupleReader(writer.Written);
        Assert.Equal(new Point(1, 2), reader.Read<Point>());
        Assert.Equal(TupleWriter.MaxDepth, Depth(reader.Read<Node>()));
        writer.Dispose();
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_when_reading()
    {
        // Value, then whether there is a next node, then no children.
        byte[] link = [1, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] bytes = [.. Enumerable.Repeat(link, 100_000).SelectMany(static b => b)];
        var e = Assert.Throws<TupleFormatException>(() => Codec.Decode<Node>(bytes));
        Assert.Contains("Node", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tuples_of_a_batch_are_read_as_deep_as_they_can_be_written_and_no_deeper()
    {
        byte[] link = [1, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] last = [1, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        Assert.Equal(TupleWriter.MaxDepth, Depth(Read<Node>(Chained(TupleWriter.MaxDepth))));
        Assert.Throws<TupleFormatException>(() => Read<Node>(Chained(TupleWriter.MaxDepth + 1)));

        byte[] Chained(int depth) => [.. Enumerable.Repeat(link, depth - 1).SelectMany(static b => b), .. last];

        static T Read<T>(byte[] bytes)
            where T : IStreamTuple<T>
        {
            TupleReader reader = TupleReader.OfBatch(bytes);
            return T.Read(ref reader);
        }
    }

    [Fact]
    public void A_derived_instance_or_null_is_refused_rather_than_cut()
    {
        var e = Assert.Throws<TupleFormatException>(() => Codec.Encode<Customer>(new Employee("Ann", default, 1)));
        Assert.Contains("Employee", e.Message, StringComparison.Ordinal);
        Assert.Throws<TupleFormatException>(() => Codec.Encode<Customer>(null!));
    }

    [Fact]
    public void Errors_name_tuple_field_and_offset()
    {
        byte[] bytes = Codec.Encode(new Customer("Ann", default));
        bytes[0] = 0x7E;
        bytes[1] = 0x7F;
        var e = Assert.Throws<TupleFormatException>(() => Codec.Decode<Customer>(bytes));
        Assert.Equal("Customer.Name: 16319 bytes are needed at offset 5, but 19 are left.", e.Message);
    }

    [Theory]
    [InlineData(0, 1, "bool")]
    [InlineData(107, 4, "decimal")] // its flags
    [InlineData(127, 8, "DateTime")]
    [InlineData(135, 8, "DateTimeOffset")]
    [InlineData(143, 2, "DateTimeOffset")] // its offset
    [InlineData(145, 4, "DateOnly")]
    [InlineData(149, 8, "TimeOnly")]
    public void Values_outside_the_range_of_their_type_are_refused(int offset, int size, string type)
    {
        byte[] bytes = Codec.Encode(default(Scalars));
        bytes.AsSpan(offset, size).Fill(0x7F);

        var e = Assert.Throws<TupleFormatException>(() => Codec.Decode<Scalars>(bytes));
        Assert.EndsWith($"are not a {type}.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_keys_are_refused()
    {
        byte[] bytes = Codec.Encode(new Maps(new() { ["a"] = 1, ["b"] = 2 }));
        bytes[^1] = (byte)'a';
        var e = Assert.Throws<TupleFormatException>(() => Codec.Decode<Maps>(bytes));
        Assert.Contains("Maps.Counts", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_is_the_documented_one()
    {
        byte[] expected =
        [
            4, 0, 0, 0, // two narrow units
            3, 0, 0, 0, // one wide unit
            2, 0, 0, 0, // two bytes
            0xFF, 0xFF, 0xFF, 0xFF, // null
            1, 0, 0, 0, // one byte
            0, 0, 0, 0, // empty
            (byte)'o', (byte)'k', 0x22, 0x6F, 8, 9, 7,
        ];
        Assert.Equal(expected, Codec.Encode(new Texts("ok", "漢", [8, 9], null, new byte[] { 7 }, "")));
    }

    [Fact]
    public void Nothing_is_allocated_for_tuples_without_references()
    {
        var tuple = new Flat(1, 2, 3, 4.50m, Guid.NewGuid(), DateTimeOffset.UnixEpoch, 5, new Point(6, 7), new Point(8, 9), Color.Green);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        RoundTrip(tuple, buffer, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = RoundTrip(tuple, buffer, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(10_000, sum);
        Assert.Equal(0, allocated);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    [Fact]
    public void A_string_costs_its_own_size_only()
    {
        var tuple = new Line(1, "hello, world");
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        RoundTrip(tuple, buffer, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrip(tuple, buffer, 1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            GC.KeepAlive(new string('x', tuple.Text.Length));
        }

        Assert.Equal(GC.GetAllocatedBytesForCurrentThread() - before, allocated);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static long RoundTrip<T>(in T tuple, byte[] buffer, int count)
        where T : IStreamTuple<T>, IEquatable<T>
    {
        long equal = 0;
        for (int i = 0; i < count; i++)
        {
            var writer = new TupleWriter(buffer, 0);
            writer.Write(in tuple);
            var reader = new TupleReader(writer.Written);
            equal += reader.Read<T>().Equals(tuple) ? 1 : 0;
            writer.Detach(out _);
        }

        return equal;
    }

    private static Node Chain(int depth)
    {
        Node? node = null;
        for (int i = 0; i < depth; i++)
        {
            node = new Node(i, node, null);
        }

        return node!;
    }

    private static int Depth(Node? node)
    {
        int depth = 0;
        for (; node is not null; node = node.Next)
        {
            depth++;
        }

        return depth;
    }
}
