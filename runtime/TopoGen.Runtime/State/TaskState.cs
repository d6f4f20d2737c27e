using System.Collections.Immutable;
using System.Numerics;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>Everything a task keeps: its fields, and the tables of its per-key states; nothing with <see cref="Recovery.None"/>. Used by the task's executor only, between calls.</summary>
/// <remarks>
/// Changes are followed from here on, so it is made before the task is opened. The format of what it captures stands in
/// Serialization/README.md.
/// </remarks>
internal sealed class TaskState
{
    private const byte Version = 1;
    private const int SmallChunk = 4096;
    private const int LargeChunk = 1 << 20;

    private readonly ComponentTask _task;
    private readonly string _component;
    private readonly StateTable[] _undone;
    private readonly StateTable[] _tables;
    private readonly IExpiringState[] _expiring;
    private readonly int _fields;
    private readonly TimeProvider? _time;
    private readonly bool[] _full;
    private readonly bool[] _touched;
    private readonly bool[] _loaded;
    private readonly bool[] _vacant;
    private bool _wasCaptured;
    private int _lastLength = SmallChunk;

    /// <param name="task">The task, before it is opened.</param>
    /// <param name="definition">Its component.</param>
    /// <param name="keyGroups">The topology's number of key groups.</param>
    /// <param name="time">By default that of the task's engine.</param>
    public TaskState(ComponentTask task, ComponentDefinition definition, int keyGroups, TimeProvider? time = null)
    {
        if (!BitOperations.IsPow2(keyGroups))
        {
            throw new ArgumentOutOfRangeException(nameof(keyGroups), keyGroups, "Expected a power of two.");
        }

        _task = task;
        _time = time;
        _component = definition.Name;
        _undone = task.CreateTables();
        _tables = definition.Recovery == Recovery.None ? [] : _undone;
        _expiring = task.ExpiringStates;
        _fields = definition.KeptStates.Count(s => s.Key is null && s.Layout is not null);
        bool hasTables = _tables.Length > 0;
        _full = new bool[hasTables ? keyGroups : 0];
        _touched = new bool[hasTables ? keyGroups : 0];
        _loaded = new bool[hasTables ? keyGroups : 0];
        _vacant = new bool[hasTables ? keyGroups : 0];
        foreach (StateTable table in _tables)
        {
            table.Track(keyGroups);
        }

        Layouts = definition.StateLayouts;
    }

    /// <summary>Whether it keeps nothing: neither fields nor tables.</summary>
    public bool IsEmpty => _tables.Length == 0 && _fields == 0;

    /// <summary>How many fields it has.</summary>
    public int Fields => _fields;

    /// <summary>How its pieces are written, by name.</summary>
    public ImmutableArray<StateLayout> Layouts { get; }

    /// <summary>From now on calls that throw leave the tables as they were.</summary>
    public void Attach(Journal journal)
    {
        foreach (StateTable table in _undone)
        {
            table.Attach(journal);
        }
    }

    /// <summary>
    /// Copies the fields, what has changed of the tables since the last capture, and all of the groups in <paramref name="full"/>; what it
    /// copied counts as unchanged from then on.
    /// </summary>
    /// <param name="full">Groups to copy as a whole; each is among those of the result, also where it has no keys.</param>
    /// <param name="withFields">Whether to copy the fields too: not while a call on another thread changes them.</param>
    /// <exception cref="TupleFormatException">A value cannot be encoded. Some changes are lost: the task must not go on.</exception>
    public TaskCapture Capture(IReadOnlySet<int> full, bool withFields = true)
    {
        var chunks = new CaptureChunks();
        var writer = new TupleWriter(_lastLength);
        try
        {
            if (_fields > 0 && withFields)
            {
                WriteFields(ref writer);
                chunks.AddFields(writer.Length, _fields);
            }

            if (_tables.Length > 0)
            {
                WriteGroups(ref writer, full, chunks);
            }

            _lastLength = Math.Max(SmallChunk, writer.Length);
            chunks.Take(ref writer);
            return chunks.Close();
        }
        catch
        {
            writer.Dispose();
            chunks.Abandon();
            throw;
        }
    }

    /// <summary>Copies the fields alone, as their blob has them.</summary>
    /// <param name="buffer">An empty array, or one of <see cref="System.Buffers.ArrayPool{T}.Shared"/>, which is given up: the result takes its place.</param>
    /// <param name="length">The bytes that count of the result.</param>
    /// <exception cref="TupleFormatException">A value cannot be encoded. The buffer is gone.</exception>
    public byte[] CopyFields(byte[] buffer, out int length)
    {
        var writer = new TupleWriter(buffer, 0);
        try
        {
            WriteFields(ref writer);
            return writer.Detach(out length);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Sets the fields from the content of their blob. Fields that it does not have stay as they are.</summary>
    /// <exception cref="TupleFormatException">The bytes are damaged.</exception>
    public void LoadFields(ReadOnlySpan<byte> content)
    {
        var reader = new TupleReader(content);
        CheckVersion(reader.Take(sizeof(byte), _component));
        _task.ReadFields(ref reader);
    }

    /// <summary>By group: none.</summary>
    public bool[] NoGroups() => new bool[_loaded.Length];

    /// <summary>By group: whether it has changed since the last capture, or since it was loaded. Nothing calls the task.</summary>
    public bool[] Changed()
    {
        bool[] changed = NoGroups();
        foreach (StateTable table in _tables)
        {
            table.MarkChanged(changed);
        }

        return changed;
    }

    /// <summary>
    /// Takes over what a former task of the component has in its tables, which is of no use any more then: nothing calls either of them. This one is new. Fields are not taken over.
    /// </summary>
    public void Adopt(TaskState former)
    {
        foreach (StateTable table in _tables)
        {
            table.Adopt(former._tables.First(t => t.Id == table.Id));
        }

        _wasCaptured = true;
    }

    /// <summary>Drops groups, as if they had never been.</summary>
    /// <param name="groups">By group: whether to drop it.</param>
    public void Forget(ReadOnlySpan<bool> groups)
    {
        if (!groups.Contains(true))
        {
            return;
        }

        foreach (StateTable table in _tables)
        {
            table.Forget(groups);
        }

        for (int group = 0; group < groups.Length; group++)
        {
            _vacant[group] |= groups[group];
        }
    }

    /// <summary>Applies one blob of a key group: the first of a chain replaces all keys of the group, the following ones change them.</summary>
    /// <exception cref="TupleFormatException">The bytes are damaged.</exception>
    public void LoadGroup(int group, ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        SetClocks();
        var reader = new TupleReader(content);
        TupleSource head = reader.Take(2 * sizeof(byte), _component);
        CheckVersion(head);
        if (BooleanCodec.Read(ref reader, head, 1, _component))
        {
            ForgetGroup(group);
        }

        if (_tables.Length > 0)
        {
            _loaded[group] = true;
            _vacant[group] = false;
        }

        while (reader.NextField(out uint id, out TupleReader part))
        {
            // A table that the component has no more is skipped.
            if (Array.Find(_tables, t => t.Id == id) is { } table)
            {
                table.Read(ref part, group, $"{_component}.{table.Name}");
            }
        }
    }

    private void WriteFields(ref TupleWriter writer)
    {
        writer.Reserve(sizeof(byte)).WriteRaw(0, Version);
        _task.WriteFields(ref writer);
    }

    private void WriteGroups(ref TupleWriter writer, IReadOnlySet<int> full, CaptureChunks chunks)
    {
        _wasCaptured = true;
        Array.Clear(_full);
        Array.Clear(_touched);
        foreach (int group in full)
        {
            _full[group] = true;
            _touched[group] = true;
        }

        foreach (StateTable table in _tables)
        {
            table.BeginCapture(full.Count > 0 ? _full : [], _touched);
        }

        for (int group = Array.IndexOf(_touched, true); group >= 0; group = Array.IndexOf(_touched, true, group + 1))
        {
            WriteGroup(ref writer, group, chunks);
            if (writer.Length >= LargeChunk)
            {
                chunks.Take(ref writer);
                writer = new TupleWriter(LargeChunk);
            }
        }

        foreach (StateTable table in _tables)
        {
            table.EndCapture();
        }
    }

    private void WriteGroup(ref TupleWriter writer, int group, CaptureChunks chunks)
    {
        int start = writer.Length;
        bool isFull = _full[group];
        TupleBlock head = writer.Reserve(2 * sizeof(byte));
        head.WriteRaw(0, Version);
        BooleanCodec.Write(head, 1, isFull);
        int count = 0;
        foreach (StateTable table in _tables)
        {
            int before = writer.Length;
            Blittable<uint>.Write(writer.Reserve(StateField.HeaderSize), 0, table.Id);
            int written = table.Write(ref writer, group, isFull);
            writer.SetLength(before + sizeof(uint));
            count += written;
            if (written == 0)
            {
                writer.Truncate(before);
            }
        }

        // What was listed may have been removed again, and never saved.
        if (count == 0 && !isFull)
        {
            writer.Truncate(start);
        }
        else
        {
            chunks.AddGroup(group, isFull, start, writer.Length - start, count);
        }
    }

    /// <summary>A group that nothing was loaded into holds nothing as long as nothing but loading has been done.</summary>
    private void ForgetGroup(int group)
    {
        if (_tables.Length > 0 && !_vacant[group] && (_loaded[group] || _wasCaptured || Array.Exists(_tables, static t => t.HasChanges)))
        {
            bool[] groups = NoGroups();
            groups[group] = true;
            Forget(groups);
        }
    }

    private void SetClocks()
    {
        if (_expiring.Length == 0)
        {
            return;
        }

        DateTimeOffset now = (_time ?? _task.Cell.Time).GetUtcNow();
        foreach (IExpiringState state in _expiring)
        {
            state.Advance(now);
        }
    }

    private void CheckVersion(TupleSource head)
    {
        byte version = head.ReadRaw<byte>(0);
        if (version != Version)
        {
            throw new TupleFormatException($"{_component}: its state is written in format {version}; this version reads {Version}.");
        }
    }
}
