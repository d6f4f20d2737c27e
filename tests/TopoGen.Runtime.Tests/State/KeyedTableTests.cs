namespace TopoGen.Runtime.Tests.State;

public sealed class KeyedTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(5000)]
    public void Behaves_like_a_dictionary_under_random_operations(int distinctKeys)
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var table = new KeyedTable<string, long, ByText>();
        var model = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int step = 0; step < 40_000; step++)
        {
            string key = $"key {random.Next(distinctKeys)}";
            switch (random.Next(10))
            {
                case < 6:
                    table.GetOrAdd(key) += step;
                    model[key] = model.GetValueOrDefault(key) + step;
                    break;
                case < 9:
                    Assert.True(model.Remove(key) == table.Remove(key), $"seed {seed}, step {step}");
                    break;
                default:
                    bool known = model.TryGetValue(key, out long expected);
                    Assert.True(known == table.TryGet(key, out long actual) && expected == actual, $"seed {seed}, step {step}");
                    break;
            }

            Assert.True(model.Count == table.Count, $"seed {seed}, step {step}");
            if (step % 4000 == 0)
            {
                AssertSame(model, table, seed);
            }
        }

        AssertSame(model, table, seed);
    }

    [Fact]
    public void Keys_whose_hashes_collide_are_told_apart()
    {
        var table = new KeyedTable<int, int, Colliding>();
        for (int i = 0; i < 500; i++)
        {
            table.GetOrAdd(i) = i;
        }

        for (int i = 0; i < 500; i += 2)
        {
            Assert.True(table.Remove(i));
        }

        for (int i = 0; i < 500; i++)
        {
            Assert.Equal(i % 2 == 1, table.TryGet(i, out int value));
            Assert.Equal(i % 2 == 1 ? i : 0, value);
        }

        Assert.Equal(250, table.Count);
    }

    [Fact]
    public void The_entry_at_hand_may_be_removed_and_changed_while_walking()
    {
        var table = new KeyedTable<int, int, ByNumber>();
        for (int i = 0; i < 1000; i++)
        {
            table.GetOrAdd(i) = i;
        }

        int walked = 0;
        foreach (KeyedState<int, int>.Entry entry in table)
        {
            walked++;
            if (entry.Key % 3 == 0)
            {
                Assert.True(table.Remove(entry.Key));
            }
            else
            {
                entry.Value = -entry.Key;
            }
        }

        Assert.Equal(1000, walked);
        Assert.Equal(666, table.Count);
        foreach ((int key, int value) in table)
        {
            Assert.NotEqual(0, key % 3);
            Assert.Equal(-key, value);
        }
    }

    [Fact]
    public void References_hold_until_another_key_is_added()
    {
        var table = new KeyedTable<int, int, ByNumber>();
        for (int i = 0; i < 1000; i++)
        {
            ref int value = ref table.GetOrAdd(i);
            ref int again = ref table.GetOrAdd(i);
            value = i;
            again++;
            Assert.Equal(i + 1, table.TryGet(i, out int found) ? found : -1);
        }
    }

    [Fact]
    public void A_removed_key_starts_anew_from_the_given_factory()
    {
        int made = 0;
        var table = new KeyedTable<int, List<int>, ByNumber>(() =>
        {
            made++;
            return [];
        });
        table.GetOrAdd(1).Add(5);
        Assert.Single(table.GetOrAdd(1));
        Assert.True(table.Remove(1));
        Assert.False(table.Remove(1));
        Assert.Empty(table.GetOrAdd(1));
        Assert.Equal(2, made);
    }

    [Fact]
    public void A_factory_that_throws_leaves_the_table_as_it_was()
    {
        bool fails = true;
        var table = new KeyedTable<int, string, ByNumber>(() => fails ? throw new InvalidOperationException() : "made");
        Assert.Throws<InvalidOperationException>(() => table.GetOrAdd(1));
        Assert.Equal(0, table.Count);
        Assert.False(table.TryGet(1, out _));
        fails = false;
        Assert.Equal("made", table.GetOrAdd(1));
    }

    [Fact]
    public void Keys_are_copied_on_insertion_only()
    {
        var table = new KeyedTable<byte[], int, ByBytes>();
        byte[] buffer = [1, 2, 3];
        table.GetOrAdd(buffer)++;
        buffer[0] = 7;
        table.GetOrAdd(buffer)++;
        buffer[0] = 1;
        long before = GC.GetAllocatedBytesForCurrentThread();
        table.GetOrAdd(buffer)++;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        buffer[0] = 9;
        Assert.Equal(2, table.Count);
        Assert.True(table.TryGet([1, 2, 3], out int count));
        Assert.Equal(2, count);
        Assert.True(table.TryGet([7, 2, 3], out count));
        Assert.Equal(1, count);
    }

    [Fact]
    public void Coming_and_going_keys_do_not_fill_the_table()
    {
        var table = new KeyedTable<int, int, ByNumber>();
        Churn(table, 0, 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn(table, 1000, 100_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Sweeping makes a small table anew every few removals: bytes per key, not a table that grows with all keys ever seen.
        Assert.True(allocated < 100_000 * 100, $"{allocated} bytes");
        Assert.Equal(0, table.Count);
        Assert.Equal(0, Walk(table));
    }

    private static void Churn(KeyedTable<int, int, ByNumber> table, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            table.GetOrAdd(i)++;
            table.Remove(i);
        }
    }

    private static int Walk(KeyedTable<int, int, ByNumber> table)
    {
        int walked = 0;
        foreach (KeyedState<int, int>.Entry _ in table)
        {
            walked++;
        }

        return walked;
    }

    private static void AssertSame(Dictionary<string, long> model, KeyedTable<string, long, ByText> table, int seed)
    {
        var walked = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach ((string key, long value) in table)
        {
            Assert.True(walked.TryAdd(key, value), $"seed {seed}: {key} twice");
        }

        Assert.True(model.Count == walked.Count && model.All(e => walked.TryGetValue(e.Key, out long value) && value == e.Value), $"seed {seed}");
    }

    private readonly struct ByText : IKeyOperations<string>
    {
        public static ulong Hash(string key) => StableHash.Of(key);

        public static bool AreEqual(string left, string right) => StableHash.AreEqual(left, right);

        public static string Own(string key) => StableHash.Own(key);
    }

    private readonly struct ByNumber : IKeyOperations<int>
    {
        public static ulong Hash(int key) => StableHash.Of(key);

        public static bool AreEqual(int left, int right) => left == right;

        public static int Own(int key) => key;
    }

    private readonly struct ByBytes : IKeyOperations<byte[]>
    {
        public static ulong Hash(byte[] key) => StableHash.Of(key);

        public static bool AreEqual(byte[] left, byte[] right) => StableHash.AreEqual(left, right);

        public static byte[] Own(byte[] key) => StableHash.Own(key)!;
    }

    /// <summary>Two hashes for all keys, one of them all zeros and one that begins at the last slot.</summary>
    private readonly struct Colliding : IKeyOperations<int>
    {
        public static ulong Hash(int key) => key % 2 == 0 ? 0 : ulong.MaxValue;

        public static bool AreEqual(int left, int right) => left == right;

        public static int Own(int key) => key;
    }
}
