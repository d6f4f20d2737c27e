using System.ComponentModel;

namespace TopoGen.Runtime.Codecs;

/// <summary>One field of a record in a checkpoint: its id, the length of what follows, and the value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateField
{
    /// <summary>Id and length.</summary>
    internal const int HeaderSize = sizeof(uint) + sizeof(int);

    /// <summary>Writes a field.</summary>
    public static void Write<T, TCodec>(ref TupleWriter writer, uint id, T value)
        where TCodec : struct, IFieldCodec<T>
    {
        int start = writer.Length;
        TupleBlock block = writer.Reserve(HeaderSize + TCodec.FixedSize);
        Blittable<uint>.Write(block, 0, id);
        Blittable<int>.Write(block, sizeof(uint), TCodec.FixedSize);
        int header = TCodec.Write(block, HeaderSize, value);
        if (TCodec.HasPayload)
        {
            TCodec.WritePayload(ref writer, value, header);
            writer.SetLength(start + sizeof(uint));
        }
    }

    /// <summary>Reads the value of a field, which must be all that its reader holds.</summary>
    /// <exception cref="TupleFormatException">The bytes are no such value.</exception>
    public static T Read<T, TCodec>(scoped ref TupleReader field, string name)
        where TCodec : struct, IFieldCodec<T>
    {
        T value = TCodec.Read(ref field, field.Take(TCodec.FixedSize, name), 0, name);
        if (field.Remaining > 0)
        {
            TupleErrors.Invalid(name, field.Position, "the end of the field");
        }

        return value;
    }
}
