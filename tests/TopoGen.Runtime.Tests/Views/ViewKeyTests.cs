namespace TopoGen.Runtime.Tests.Views;

/// <summary>Keys of bytes that are looked up by a view, where hashes alone tell nothing.</summary>
public sealed class ViewKeyTests
{
    [Fact]
    public void Keys_of_one_hash_are_told_apart_by_their_bytes_and_copied()
    {
        var table = new KeyedTable<byte[], int, SameHash>();
        byte[] buffer = new byte[1];
        for (int round = 1; round <= 2; round++)
        {
            for (byte key = 0; key < 50; key++)
            {
                buffer[0] = key;
                table.GetOrAdd<Text, SameHash>(new Text(buffer), SameHash.HashOf(new Text(buffer))) += key;
            }
        }

        Assert.Equal(50, table.Count);
        for (byte key = 0; key < 50; key++)
        {
            Assert.True(table.TryGet([key], out int sum));
            Assert.Equal(2 * key, sum);
        }
    }

    private readonly ref struct Text(ReadOnlySpan<byte> bytes)
    {
        public readonly ReadOnlySpan<byte> Bytes = bytes;
    }

    private readonly struct SameHash : IViewKey<Text, byte[]>
    {
        public static ulong HashOf(scoped in Text tuple) => 7;

        public static bool IsKey(byte[] key, scoped in Text tuple) => StableHash.AreEqual(key, tuple.Bytes);

        public static byte[] KeyOf(scoped in Text tuple) => tuple.Bytes.ToArray();

        public static ulong Hash(byte[] key) => 7;

        public static bool AreEqual(byte[] left, byte[] right) => StableHash.AreEqual(left, right);

        public static byte[] Own(byte[] key) => key;
    }
}
