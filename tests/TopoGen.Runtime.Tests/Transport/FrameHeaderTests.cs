namespace TopoGen.Runtime.Tests.Transport;

public class FrameHeaderTests
{
    private const int MaxData = 1 << 20;

    [Fact]
    public void What_is_written_is_read()
    {
        FrameHeader[] headers =
        [
            new(FrameKind.Open, ChannelIdCodec.MinSize, 7, 0, 0),
            new(FrameKind.Data, MaxData, uint.MaxValue, int.MaxValue, long.MaxValue / 2),
            new(FrameKind.Control, 0, 1, 0, 24, (byte)ControlKind.Stop),
            new(FrameKind.Grant, 24, 1, 0, 5),
            new(FrameKind.Ack, 8, 1, 0, 5),
            new(FrameKind.Refuse, 20, 1, 0, 0),
            new(FrameKind.Close, 0, 1, 0, 0),
            new(FrameKind.Heartbeat, 0, 0, 0, 0),
            new(FrameKind.Bye, 5, 0, 0, 0),
        ];
        byte[] bytes = new byte[FrameHeader.Size];
        foreach (FrameHeader header in headers)
        {
            header.WriteTo(bytes);
            Assert.Null(FrameHeader.Read(bytes, MaxData, out FrameHeader read));
            Assert.Equal(header, read);
            Assert.Equal(header.FrameSize, FrameHeader.SizeOf(bytes));
        }
    }

    [Theory]
    [InlineData(0, 0xff, "bytes; expected")]
    [InlineData(3, 0x80, "bytes; expected")]
    [InlineData(4, 0, "unknown kind 0")]
    [InlineData(4, 10, "unknown kind 10")]
    [InlineData(5, 2, "expected 8 to 8")]
    [InlineData(5, 3, "with signal 3")]
    [InlineData(6, 1, "reserved")]
    [InlineData(7, 1, "reserved")]
    [InlineData(12, 1, "of 1 tuples")]
    [InlineData(23, 0x80, "at offset -")]
    [InlineData(23, 0x40, "at offset ")]
    public void A_wrong_field_is_named(int index, byte value, string reason)
    {
        byte[] bytes = new byte[FrameHeader.Size];
        new FrameHeader(FrameKind.Control, 0, 1, 0, 0).WriteTo(bytes);
        bytes[index] = value;
        Assert.Contains(reason, FrameHeader.Read(bytes, MaxData, out _));
    }

    [Fact]
    public void Whatever_passes_is_within_its_limits()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        byte[] bytes = new byte[FrameHeader.Size];
        int passed = 0;
        for (int round = 0; round < 200_000; round++)
        {
            random.NextBytes(bytes);
            bytes[4] = (byte)random.Next(0, 11);

            // Most random headers fail at once; make the fields plausible one by one.
            foreach (int zero in (ReadOnlySpan<int>)[2, 3, 5, 6, 7, 13, 14, 15, 22, 23])
            {
                bytes[zero] = random.Next(30) == 0 ? bytes[zero] : (byte)0;
            }

            if (FrameHeader.Read(bytes, MaxData, out FrameHeader header) is not null)
            {
                continue;
            }

            passed++;
            Assert.True(header.Length is >= 0 and <= MaxData && header.Offset >= 0 && header.Count >= 0, $"{header} (seed {seed})");
            Assert.True(header.Kind == FrameKind.Data || header.Length <= ChannelIdCodec.MaxSize, $"{header} (seed {seed})");
        }

        Assert.True(passed > 100, $"Only {passed} headers passed (seed {seed}).");
    }

    [Fact]
    public void Channel_identities_survive_and_broken_ones_are_refused()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var channel = new ChannelId(new TaskId("Zähler", 3, 17), new TaskId("", int.MaxValue, long.MaxValue), 2);
        byte[] bytes = new byte[ChannelIdCodec.MaxSize];
        int length = ChannelIdCodec.Write(channel, bytes);
        Assert.True(ChannelIdCodec.TryRead(bytes.AsSpan(0, length), out ChannelId read));
        Assert.Equal(channel, read);
        for (int cut = 0; cut < length; cut++)
        {
            Assert.False(ChannelIdCodec.TryRead(bytes.AsSpan(0, cut), out _));
        }

        Assert.False(ChannelIdCodec.TryRead(bytes.AsSpan(0, length + 1), out _));
        for (int round = 0; round < 10_000; round++)
        {
            byte[] broken = bytes[..length];
            broken[random.Next(length)] = (byte)random.Next(256);
            ChannelIdCodec.TryRead(broken, out _);
        }

        string longest = new('x', ChannelIdCodec.MaxName + 1);
        Assert.Throws<ArgumentException>(() => ChannelIdCodec.Check(channel with { Producer = new TaskId(longest, 0, 0) }));
    }
}
