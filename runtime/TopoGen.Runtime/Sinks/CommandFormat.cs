namespace TopoGen.Runtime;

/// <summary>
/// A chunk of commands as bytes: the format's version, then one record after another, as checkpoints keep them. So a version of the topology that
/// comes between an epoch's commit and its effects reads what the former one wrote, or refuses to start.
/// </summary>
internal static class CommandFormat
{
    public const int HeadSize = sizeof(byte);

    /// <summary>The name of a sink's layout: one that no state can have.</summary>
    public const string LayoutName = "(commands)";

    private const byte Version = 1;

    public static string LayoutOf<T>()
        where T : IStateRecord<T>
    {
        string records = StateSchema.TextOf("", static schema => schema.Add<T>());
        const string separator = "; ";
        return records[separator.Length..records.IndexOf(" {", StringComparison.Ordinal)] + records;
    }

    public static void WriteHead(ref TupleWriter writer) => writer.Reserve(HeadSize).WriteRaw(0, Version);

    /// <exception cref="TupleFormatException">The bytes are no such chunk.</exception>
    public static void Read<T>(ReadOnlySpan<byte> chunk, List<T> into)
        where T : IStateRecord<T>
    {
        var reader = new TupleReader(chunk);
        byte version = reader.Take(HeadSize, typeof(T).Name).ReadRaw<byte>(0);
        if (version != Version)
        {
            throw new TupleFormatException($"Commands are written in format {version}; this version reads {Version}.");
        }

        while (reader.Remaining > 0)
        {
            into.Add(reader.ReadState<T>(typeof(T).Name));
        }
    }
}
