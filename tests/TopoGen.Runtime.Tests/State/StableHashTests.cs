using System.Text;

namespace TopoGen.Runtime.Tests.State;

public sealed class StableHashTests
{
    private enum Color : byte
    {
        Red,
        Green = 200,
    }

    /// <summary>Partitions of saved state are chosen by these numbers: they may never change.</summary>
    public static TheoryData<string, ulong, ulong> Golden() => new()
    {
        { "null", 0x4D5A2DA51DE1AA47, StableHash.Of((string?)null) },
        { "empty", 0xD189392ED9DE90E8, StableHash.Of("") },
        { "a", 0xBF8449A5C65CC437, StableHash.Of("a") },
        { "abc", 0xCB8AFF0F96C1AFA7, StableHash.Of("abc") },
        { "words", 0x1F118590A6C8564D, StableHash.Of("words") },
        { "12 units", 0x2B6848078F36DCDA, StableHash.Of("hello, world") },
        { "17 units", 0x299B52191E86BBC5, StableHash.Of("seventeen letters") },
        { "surrogates", 0x87C9B6AB0C7521A5, StableHash.Of("\uD800x😀") },
        { "long", 0x5907D296129D4376, StableHash.Of(new string('x', 1000)) },
        { "no bytes", 0xD189392ED9DE90E8, StableHash.Of(Array.Empty<byte>()) },
        { "3 bytes", 0xFC6031AB7EE6AB8E, StableHash.Of(new byte[] { 1, 2, 3 }) },
        { "7 bytes", 0xFCFE0315B65A760F, StableHash.Of("1234567"u8) },
        { "16 bytes", 0x472D3EFFC61667E4, StableHash.Of("1234567890123456"u8) },
        { "40 bytes", 0x93EAD26D96BB9265, StableHash.Of("1234567890123456789012345678901234567890"u8) },
        { "true", 0xC7A6C2D9B5BB01D8, StableHash.Of(true) },
        { "char", 0x5C574B2C7259D83A, StableHash.Of('x') },
        { "0", 0xEA79C8A7D960895F, StableHash.Of(0) },
        { "1", 0xC7A6C2D9B5BB01D8, StableHash.Of(1) },
        { "-1", 0xB3A8A302E57B7F83, StableHash.Of(-1) },
        { "long.MaxValue", 0x5401735F8D2C9F56, StableHash.Of(long.MaxValue) },
        { "Int128", 0xC327B6E7CAB8BA40, StableHash.Of(Int128.MinValue) },
        { "decimal", 0x024256D446BFDE9C, StableHash.Of(-12.50m) },
        { "Guid", 0x83BFD7FD7318B8D0, StableHash.Of(new Guid("00112233-4455-6677-8899-aabbccddeeff")) },
        { "DateTime", 0x4C740A49F9FA2102, StableHash.Of(new DateTime(2024, 2, 29, 1, 2, 3)) },
        { "DateTimeOffset", 0xA2359CA56AD99DF9, StableHash.Of(new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(5))) },
        { "DateOnly", 0x2491F883C37783EB, StableHash.Of(new DateOnly(2024, 2, 29)) },
        { "TimeOnly", 0xD2AD8A2E44760EB6, StableHash.Of(new TimeOnly(1, 2, 3)) },
        { "TimeSpan", 0x050916DFA7B98ACA, StableHash.Of(TimeSpan.FromDays(1)) },
        { "enum", 0x58798BC32E6FBB3E, StableHash.OfEnum(Color.Green) },
        { "absent int", 0x4D5A2DA51DE1AA47, StableHash.Of((int?)null) },
        { "present int", 0x0060683E9576AD84, StableHash.Of((int?)1) },
        { "two parts", 0x97C78F982EEDD10B, StableHash.Combine(StableHash.Of("a"), StableHash.Of(1)) },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Values_are_fixed_for_ever(string name, ulong expected, ulong actual)
        => Assert.True(expected == actual, $"{name}: 0x{actual:X16}");

    [Fact]
    public void Equal_content_of_distinct_instances_hashes_equally()
    {
        Random random = NewRandom(out int seed);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            byte[] padded = [1, .. bytes, 2];
            Assert.True(StableHash.Of(bytes) == StableHash.Of(padded.AsMemory(1, bytes.Length)), $"seed {seed}, bytes {i}");
            Assert.True(StableHash.AreEqual(bytes, [.. bytes]), $"seed {seed}, bytes {i}");

            string text = Encoding.Unicode.GetString(bytes);
            string copy = ("." + text)[1..];
            Assert.True(StableHash.Of(text) == StableHash.Of(copy) && StableHash.AreEqual(text, copy), $"seed {seed}, text {i}");
        }
    }

    [Fact]
    public void Equality_and_hash_agree_where_representations_differ()
    {
        AssertSame(1.0m, 1.00m, StableHash.Of);
        AssertSame(0m, -0.000m, StableHash.Of);
        AssertSame(100m, 1.00e2m, StableHash.Of);
        AssertSame(decimal.MaxValue, decimal.MaxValue, StableHash.Of);
        AssertSame(7922816251426433759354395033.0m, 7922816251426433759354395033m, StableHash.Of);
        AssertSame(new DateTime(5, DateTimeKind.Utc), new DateTime(5, DateTimeKind.Local), StableHash.Of);
        var instant = DateTimeOffset.UnixEpoch;
        AssertSame(instant, instant.ToOffset(TimeSpan.FromHours(-3)), StableHash.Of);
        Assert.Equal(StableHash.Of(5), StableHash.Of(5L));
        Assert.Equal(StableHash.Of(-5), StableHash.Of((sbyte)-5));
    }

    [Fact]
    public void Different_content_hashes_differently()
    {
        // No two of these are equal; 64 bits leave no room for a collision among so few.
        var hashes = new HashSet<ulong>
        {
            StableHash.Of((string?)null), StableHash.Of(""), StableHash.Of("\0"), StableHash.Of("\0\0"), StableHash.Of("ab"), StableHash.Of("ba"),
            StableHash.Of(1.1m), StableHash.Of(11m), StableHash.Of(-11m), StableHash.Of(1), StableHash.Of(-1), StableHash.Of((int?)1),
            StableHash.Combine(1, 2), StableHash.Combine(2, 1), StableHash.Of(true), StableHash.Of((bool?)true),
            StableHash.OfEnum(Color.Green),
        };
        Assert.Equal(15, hashes.Count); // 1 and true are the same number, absent or not
        Assert.Equal(StableHash.Of(1), StableHash.Of(true));

        var seen = new HashSet<ulong>();
        for (int length = 0; length < 300; length++)
        {
            Assert.True(seen.Add(StableHash.Of(new string('\0', length))), $"{length} units");
            Assert.True(seen.Add(~StableHash.Of(new byte[length])), $"{length} bytes");
        }
    }

    [Fact]
    public void Every_unit_of_a_string_and_every_byte_counts()
    {
        for (int length = 1; length < 70; length++)
        {
            ulong text = StableHash.Of(new string('a', length));
            ulong bytes = StableHash.Of(new byte[length]);
            for (int at = 0; at < length; at++)
            {
                char[] changedText = [.. Enumerable.Repeat('a', length)];
                changedText[at] = '\u8061';
                Assert.True(text != StableHash.Of(changedText), $"unit {at} of {length}");
                byte[] changedBytes = new byte[length];
                changedBytes[at] = 128;
                Assert.True(bytes != StableHash.Of(changedBytes), $"byte {at} of {length}");
            }
        }
    }

    [Fact]
    public void A_changed_bit_changes_half_of_the_bits_low_and_high()
    {
        // Averages over 64 * 2,000 flips: the standard deviation of a half is 0.0014, so the bounds are far out.
        var random = new Random(1);
        long[] flips = new long[64];
        const int Rounds = 2000;
        for (int round = 0; round < Rounds; round++)
        {
            long value = round < 1000 ? round : random.NextInt64();
            for (int bit = 0; bit < 64; bit++)
            {
                ulong changed = StableHash.Of(value) ^ StableHash.Of(value ^ (1L << bit));
                for (int output = 0; output < 64; output++)
                {
                    flips[output] += (long)((changed >> output) & 1);
                }
            }
        }

        for (int output = 0; output < 64; output++)
        {
            Assert.InRange(flips[output] / (64.0 * Rounds), 0.48, 0.52);
        }
    }

    [Fact]
    public void Keys_spread_evenly_over_key_groups_and_table_slots()
    {
        const int Groups = 256;
        const int Keys = Groups * 1000;
        Func<int, ulong>[] kinds =
        [
            static i => StableHash.Of(i), static i => StableHash.Of((long)i << 32), static i => StableHash.Of($"user-{i}"),
            static i => StableHash.Of(new DateTime(2024, 1, 1).AddSeconds(i)), static i => StableHash.Of((decimal)i / 100),
            static i => StableHash.Combine(StableHash.Of(i % 10), StableHash.Of(i / 10)),
        ];
        foreach (Func<int, ulong> kind in kinds)
        {
            int[] low = new int[Groups];
            int[] high = new int[Groups];
            for (int i = 0; i < Keys; i++)
            {
                ulong hash = kind(i);
                low[hash & (Groups - 1)]++;
                high[hash >> 56]++;
            }

            // Six standard deviations of a fair spread.
            Assert.All(low.Concat(high), static n => Assert.InRange(n, 1000 - 190, 1000 + 190));
        }
    }

    [Fact]
    public void An_owned_key_does_not_change_with_its_source()
    {
        byte[] source = [1, 2, 3];
        byte[] owned = StableHash.Own(source)!;
        ReadOnlyMemory<byte> memory = StableHash.Own((ReadOnlyMemory<byte>)source);
        ReadOnlyMemory<byte>? nullable = StableHash.Own((ReadOnlyMemory<byte>?)source);
        source[0] = 9;
        Assert.Equal(1, owned[0]);
        Assert.Equal(1, memory.Span[0]);
        Assert.Equal(1, nullable!.Value.Span[0]);
        string text = "kept";
        Assert.Same(text, StableHash.Own(text));
    }

    private static void AssertSame<T>(T left, T right, Func<T, ulong> hash)
        where T : struct
    {
        Assert.True(StableHash.AreEqual(left, right));
        Assert.True(StableHash.AreEqual((T?)left, (T?)right));
        Assert.False(StableHash.AreEqual((T?)left, null));
        Assert.Equal(hash(left), hash(right));
    }

    private static Random NewRandom(out int seed)
    {
        seed = Random.Shared.Next();
        return new Random(seed);
    }
}
