using System.Buffers.Binary;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>
/// How the identity of a channel travels: subscription (4 bytes), then producer and consumer, each as index (4), incarnation
/// (8), length of the name (2) and name in UTF-8.
/// </summary>
internal static class ChannelIdCodec
{
    /// <summary>The longest name of a component, in bytes of UTF-8.</summary>
    public const int MaxName = 256;

    public const int MinSize = 4 + (2 * TaskSize);

    public const int MaxSize = MinSize + (2 * MaxName);

    private const int TaskSize = 4 + 8 + 2;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A name is too long.</exception>
    public static void Check(ChannelId channel)
    {
        foreach (string name in (ReadOnlySpan<string>)[channel.Producer.Component, channel.Consumer.Component])
        {
            if (Utf8.GetByteCount(name) > MaxName)
            {
                throw new ArgumentException($"The name of component '{name[..32]}...' has more than {MaxName} bytes; shorten it.", nameof(channel));
            }
        }
    }

    /// <returns>The number of bytes written, at most <see cref="MaxSize"/>.</returns>
    public static int Write(ChannelId channel, Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, channel.Subscription);
        int length = 4;
        length += Write(channel.Producer, target[length..]);
        length += Write(channel.Consumer, target[length..]);
        return length;
    }

    public static bool TryRead(ReadOnlySpan<byte> source, out ChannelId channel)
    {
        channel = default;
        if (source.Length < MinSize)
        {
            return false;
        }

        int subscription = BinaryPrimitives.ReadInt32LittleEndian(source);
        source = source[4..];
        if (!TryRead(ref source, out TaskId producer) || !TryRead(ref source, out TaskId consumer) || source.Length != 0)
        {
            return false;
        }

        channel = new ChannelId(producer, consumer, subscription);
        return true;
    }

    private static int Write(TaskId task, Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, task.Index);
        BinaryPrimitives.WriteInt64LittleEndian(target[4..], task.Incarnation);
        int name = Utf8.GetBytes(task.Component, target[TaskSize..]);
        BinaryPrimitives.WriteUInt16LittleEndian(target[12..], (ushort)name);
        return TaskSize + name;
    }

    private static bool TryRead(ref ReadOnlySpan<byte> source, out TaskId task)
    {
        task = default;
        if (source.Length < TaskSize)
        {
            return false;
        }

        int name = BinaryPrimitives.ReadUInt16LittleEndian(source[12..]);
        if (name > MaxName || source.Length < TaskSize + name)
        {
            return false;
        }

        try
        {
            task = new TaskId(
                Utf8.GetString(source.Slice(TaskSize, name)),
                BinaryPrimitives.ReadInt32LittleEndian(source),
                BinaryPrimitives.ReadInt64LittleEndian(source[4..]));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        source = source[(TaskSize + name)..];
        return true;
    }
}
