namespace TopoGen.Runtime.Codecs;

/// <summary>The number of entries, or -1 for null; the entries are the payload, each a block of key and value, then their payloads.
/// The comparer is not kept: what is read has the default one. A repeated key is refused.</summary>
public readonly struct DictionaryCodec<TKey, TValue, TKeyCodec, TValueCodec> : IFieldCodec<Dictionary<TKey, TValue>>
    where TKey : notnull
    where TKeyCodec : struct, IFieldCodec<TKey>
    where TValueCodec : struct, IFieldCodec<TValue>
{
    public static int FixedSize => sizeof(int);

    public static int MinimumSize => sizeof(int);

    public static bool HasPayload => true;

    public static bool IsMemory => false;

    public static int Write(TupleBlock block, int offset, Dictionary<TKey, TValue> value)
    {
        int count = value?.Count ?? Sequence.Absent;
        Blittable<int>.Write(block, offset, count);
        return count;
    }

    public static void WritePayload(ref TupleWriter writer, Dictionary<TKey, TValue> value, int header)
    {
        if (header <= 0)
        {
            return;
        }

        foreach ((TKey key, TValue item) in value)
        {
            TupleBlock block = writer.Reserve(TKeyCodec.FixedSize + TValueCodec.FixedSize);
            int keyHeader = TKeyCodec.Write(block, 0, key);
            int itemHeader = TValueCodec.Write(block, TKeyCodec.FixedSize, item);
            TKeyCodec.WritePayload(ref writer, key, keyHeader);
            TValueCodec.WritePayload(ref writer, item, itemHeader);
        }
    }

    public static Dictionary<TKey, TValue> Read(scoped ref TupleReader reader, TupleSource block, int offset, string name)
    {
        int count = Blittable<int>.Read(ref reader, block, offset, name);
        if (count == Sequence.Absent)
        {
            return null!;
        }

        reader.CheckCount(count, TKeyCodec.MinimumSize + TValueCodec.MinimumSize, name);
        var dictionary = new Dictionary<TKey, TValue>(count);
        for (int i = 0; i < count; i++)
        {
            int start = reader.Position;
            TupleSource entry = reader.Take(TKeyCodec.FixedSize + TValueCodec.FixedSize, name);
            TKey key = TKeyCodec.Read(ref reader, entry, 0, name);
            TValue value = TValueCodec.Read(ref reader, entry, TKeyCodec.FixedSize, name);
            if (key is null || !dictionary.TryAdd(key, value))
            {
                TupleErrors.Invalid(name, start, "an entry with a new key");
            }
        }

        return dictionary;
    }
}
