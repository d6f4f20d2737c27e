using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>Reads the body of a manifest, as <see cref="ManifestWriter"/> wrote it. What is no encoding at all throws <see cref="FormatException"/>.</summary>
internal ref struct ManifestReader
{
    private ReadOnlySpan<byte> _rest;
    private string[] _components = [];
    private EpochId[] _epochs = [];

    public ManifestReader(ReadOnlySpan<byte> body) => _rest = body;

    public Manifest Read()
    {
        ReadTables();
        int flags = ReadBelow(4);
        EpochId id = _epochs[ReadBelow(_epochs.Length)];
        EpochId? previous = (flags & 1) != 0 ? _epochs[ReadBelow(_epochs.Length)] : null;
        int keyGroups = ReadInt();
        var tasks = new TaskEntry[ReadCount(6)];
        for (int index = 0; index < tasks.Length; index++)
        {
            tasks[index] = ReadTask();
        }

        var layouts = new StateLayout[ReadCount(3)];
        for (int index = 0; index < layouts.Length; index++)
        {
            layouts[index] = new StateLayout(ReadComponent(), ReadText(), ReadText());
        }

        return _rest.IsEmpty
            ? new Manifest
            {
                Id = id,
                Previous = previous,
                KeyGroups = keyGroups,
                IsFinal = (flags & 2) != 0,
                Tasks = ImmutableCollectionsMarshal.AsImmutableArray(tasks),
                Layouts = ImmutableCollectionsMarshal.AsImmutableArray(layouts),
            }
            : throw new FormatException($"{_rest.Length} bytes are left over");
    }

    private void ReadTables()
    {
        _components = new string[ReadCount(1)];
        for (int index = 0; index < _components.Length; index++)
        {
            _components[index] = ReadText();
        }

        _epochs = new EpochId[ReadCount(18)];
        for (int index = 0; index < _epochs.Length; index++)
        {
            _epochs[index] = new EpochId(ReadWord(), new FencingToken(ReadNumber(), ReadWord()), ReadNumber());
        }
    }

    private TaskEntry ReadTask()
    {
        string component = ReadComponent();
        int index = ReadInt();
        int parallelism = ReadInt();
        int flags = ReadBelow(8);
        BlobReference? fields = (flags & 1) != 0 ? ReadBlob(component, BlobKind.Task, index, part: 0) : null;
        var groups = new GroupEntry[ReadCount(2)];
        for (int entry = 0; entry < groups.Length; entry++)
        {
            int group = ReadInt();
            var chain = new BlobReference[ReadCount(11)];
            for (int link = 0; link < chain.Length; link++)
            {
                chain[link] = ReadBlob(component, BlobKind.KeyGroup, group, part: 0);
            }

            groups[entry] = new GroupEntry(group, ImmutableCollectionsMarshal.AsImmutableArray(chain));
        }

        var commands = new BlobReference[ReadCount(11)];
        for (int part = 0; part < commands.Length; part++)
        {
            commands[part] = ReadBlob(component, BlobKind.Commands, index, part);
        }

        return new TaskEntry
        {
            Component = component,
            Index = index,
            Parallelism = parallelism,
            HasEnded = (flags & 2) != 0,
            Fields = fields,
            Groups = ImmutableCollectionsMarshal.AsImmutableArray(groups),
            Commands = ImmutableCollectionsMarshal.AsImmutableArray(commands),
            LastWritten = (flags & 4) != 0 ? _epochs[ReadBelow(_epochs.Length)] : null,
        };
    }

    private BlobReference ReadBlob(string component, BlobKind kind, int index, int part)
    {
        long epoch = ReadNumber();
        if ((epoch & 1) != 0)
        {
            component = ReadComponent();
            index = ReadInt();
            part = ReadInt();
        }

        if (epoch >> 1 >= _epochs.Length)
        {
            throw new FormatException("it names an epoch that it does not have");
        }

        return new BlobReference(new BlobName(_epochs[epoch >> 1], component, kind, index, part), ReadInt(), ReadInt(), ReadWord());
    }

    private string ReadComponent() => _components[ReadBelow(_components.Length)];

    private int ReadInt() => ReadUpTo(int.MaxValue);

    private int ReadBelow(int limit) => ReadUpTo(limit - 1);

    private int ReadUpTo(int highest)
    {
        long number = ReadNumber();
        return number <= highest ? (int)number : throw new FormatException($"{number} is above {highest}");
    }

    /// <summary>How many follow, of at least so many bytes each: what cannot be there is not made room for.</summary>
    private int ReadCount(int size)
    {
        long count = ReadNumber();
        return count <= _rest.Length / size ? (int)count : throw new FormatException($"it ends before {count} parts that it announces");
    }

    private long ReadNumber()
    {
        ulong number = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                throw new FormatException("it ends too early");
            }

            byte next = _rest[0];
            _rest = _rest[1..];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)number;
            }
        }

        throw new FormatException("a number is too long");
    }

    private ulong ReadWord()
    {
        if (_rest.Length < sizeof(ulong))
        {
            throw new FormatException("it ends too early");
        }

        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[sizeof(ulong)..];
        return word;
    }

    private string ReadText()
    {
        int length = ReadCount(1);
        try
        {
            string text = ManifestWriter.Text.GetString(_rest[..length]);
            _rest = _rest[length..];
            return text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("a text is not UTF-8", exception);
        }
    }
}
