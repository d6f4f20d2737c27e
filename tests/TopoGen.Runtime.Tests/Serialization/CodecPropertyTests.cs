using System.Buffers.Binary;
using static TopoGen.Runtime.Tests.Serialization.TestTuples;

namespace TopoGen.Runtime.Tests.Serialization;

public sealed class CodecPropertyTests
{
    // What the smallest encoding of an element may cost in memory: an object for a nested tuple without fields, 1 byte encoded.
    private const int MaxBytesPerByte = 40;

    // An exception with its message and stack trace.
    private const int MaxBytesBesides = 32 * 1024;

    public static TheoryData<TupleCase> Cases() =>
    [
        new TupleCaseOf<Scalars>(), new TupleCaseOf<Nullables>(), new TupleCaseOf<Texts>(), new TupleCaseOf<Collections>(), new TupleCaseOf<Point>(),
        new TupleCaseOf<Customer>(), new TupleCaseOf<Nothing>(), new TupleCaseOf<Order>(), new TupleCaseOf<Node>(), new TupleCaseOf<Members>(),
        new TupleCaseOf<Plain>(), new TupleCaseOf<Flat>(),
        new StateCaseOf<Scalars>(), new StateCaseOf<Nullables>(), new StateCaseOf<Texts>(), new StateCaseOf<Collections>(), new StateCaseOf<Point>(),
        new StateCaseOf<Customer>(), new StateCaseOf<Nothing>(), new StateCaseOf<Order>(), new StateCaseOf<Node>(), new StateCaseOf<Members>(),
        new StateCaseOf<Plain>(), new StateCaseOf<Flat>(), new StateCaseOf<Basket>(),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Any_value_round_trips_to_the_last_bit(TupleCase tuple)
    {
        foreach (int seed in Seeds(400))
        {
            string? difference = tuple.RoundTrip(seed);
            Assert.True(difference is null, $"{tuple} with seed {seed} differs at {difference}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Every_truncation_is_refused_and_what_follows_is_not_read(TupleCase tuple)
    {
        foreach (int seed in Seeds(30))
        {
            byte[] bytes = tuple.EncodeRandom(seed);
            int step = Math.Max(1, bytes.Length / 500);
            for (int length = 0; length < bytes.Length; length += step)
            {
                // The missing bytes stand right behind the span: whoever read past it would succeed.
                Assert.False(tuple.TryDecode(bytes.AsSpan(0, length)), $"{tuple} with seed {seed} was read from {length} of {bytes.Length} bytes");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Random_bytes_never_crash_nor_allocate_more_than_a_small_multiple(TupleCase tuple)
    {
        foreach (int seed in Seeds(400))
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(600)];
            random.NextBytes(bytes);
            if (seed % 2 == 0)
            {
                // Small numbers make lengths that fit, and so reach deeper.
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = (byte)(random.Next(4) == 0 ? random.Next(5) : 0);
                }
            }

            AssertModestDecoding(tuple, bytes, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Damaged_encodings_never_crash_nor_allocate_more_than_a_small_multiple(TupleCase tuple)
    {
        ReadOnlySpan<int> lengths = [int.MaxValue, int.MaxValue / 2, -1, -2, int.MinValue, 1 << 24, 0x00FFFFFF];
        foreach (int seed in Seeds(30))
        {
            byte[] bytes = tuple.EncodeRandom(seed);
            var random = new Random(seed);
            for (int round = 0; round < 100 && bytes.Length >= sizeof(int); round++)
            {
                byte[] damaged = [.. bytes];
                if (random.Next(2) == 0)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(random.Next(damaged.Length - 3)), lengths[random.Next(lengths.Length)]);
                }
                else
                {
                    damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                }

                AssertModestDecoding(tuple, damaged, seed);
            }
        }
    }

    private static void AssertModestDecoding(TupleCase tuple, byte[] bytes, int seed)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        tuple.TryDecode(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(
            allocated <= MaxBytesBesides + ((long)MaxBytesPerByte * bytes.Length),
            $"{tuple} with seed {seed}: {allocated} bytes allocated for {bytes.Length}");
    }

    /// <summary>Other values every time; a failure names its seed.</summary>
    private static IEnumerable<int> Seeds(int count)
    {
        int first = Random.Shared.Next();
        return Enumerable.Range(0, count).Select(i => unchecked(first + i));
    }
}
