using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>Writes the body of a sound manifest: <see cref="ManifestReader"/> mirrors it line by line.</summary>
internal sealed class ManifestWriter
{
    /// <summary>Throws on what cannot be encoded, such as half a surrogate pair, so that what is read is what was written.</summary>
    internal static readonly UTF8Encoding Text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IBufferWriter<byte> _output;
    private readonly Dictionary<EpochId, int> _epochs = [];
    private readonly Dictionary<string, int> _components = new(StringComparer.Ordinal);

    private ManifestWriter(IBufferWriter<byte> output) => _output = output;

    public static void Write(Manifest manifest, IBufferWriter<byte> output)
    {
        var writer = new ManifestWriter(output);
        writer.WriteTables(manifest);
        writer.WriteHead(manifest);
        writer.WriteNumber(manifest.Tasks.Length);
        foreach (TaskEntry task in manifest.Tasks)
        {
            writer.WriteTask(task);
        }

        writer.WriteNumber(manifest.Layouts.Length);
        foreach (StateLayout layout in manifest.Layouts)
        {
            writer.WriteNumber(writer._components[layout.Component]);
            writer.WriteText(layout.State);
            writer.WriteText(layout.Text);
        }
    }

    private void WriteTables(Manifest manifest)
    {
        IEnumerable<string> components = manifest.Tasks.Select(static task => task.Component)
            .Concat(manifest.Layouts.Select(static layout => layout.Component))
            .Concat(manifest.Blobs.Select(static blob => blob.Name.Component));
        IEnumerable<EpochId> epochs = new[] { manifest.Id }
            .Concat(manifest.Previous is { } previous ? [previous] : [])
            .Concat(manifest.Blobs.Select(static blob => blob.Name.Epoch))
            .Concat(manifest.Tasks.Where(static task => task.LastWritten is not null).Select(static task => task.LastWritten!.Value));
        foreach (string component in components)
        {
            _components.TryAdd(component, _components.Count);
        }

        foreach (EpochId epoch in epochs)
        {
            _epochs.TryAdd(epoch, _epochs.Count);
        }

        WriteNumber(_components.Count);
        foreach (string component in _components.Keys)
        {
            WriteText(component);
        }

        WriteNumber(_epochs.Count);
        foreach (EpochId epoch in _epochs.Keys)
        {
            WriteWord(epoch.Lineage);
            WriteNumber(epoch.Token.Generation);
            WriteWord(epoch.Token.Nonce);
            WriteNumber(epoch.Number);
        }
    }

    private void WriteHead(Manifest manifest)
    {
        WriteNumber((manifest.Previous is null ? 0 : 1) | (manifest.IsFinal ? 2 : 0));
        WriteNumber(_epochs[manifest.Id]);
        if (manifest.Previous is { } previous)
        {
            WriteNumber(_epochs[previous]);
        }

        WriteNumber(manifest.KeyGroups);
    }

    private void WriteTask(TaskEntry task)
    {
        WriteNumber(_components[task.Component]);
        WriteNumber(task.Index);
        WriteNumber(task.Parallelism);
        WriteNumber((task.Fields is null ? 0 : 1) | (task.HasEnded ? 2 : 0) | (task.LastWritten is null ? 0 : 4));
        if (task.Fields is { } fields)
        {
            WriteBlob(fields, task.Component, task.Index, part: 0);
        }

        WriteNumber(task.Groups.Length);
        foreach (GroupEntry group in task.Groups)
        {
            WriteNumber(group.Group);
            WriteNumber(group.Chain.Length);
            foreach (BlobReference blob in group.Chain)
            {
                WriteBlob(blob, task.Component, group.Group, part: 0);
            }
        }

        WriteNumber(task.Commands.Length);
        for (int part = 0; part < task.Commands.Length; part++)
        {
            WriteBlob(task.Commands[part], task.Component, task.Index, part);
        }

        if (task.LastWritten is { } last)
        {
            WriteNumber(_epochs[last]);
        }
    }

    /// <param name="blob">The reference.</param>
    /// <param name="component">The component, index and part that its name mostly has in this place, and that then need not be written.</param>
    /// <param name="index">See <paramref name="component"/>.</param>
    /// <param name="part">See <paramref name="component"/>.</param>
    private void WriteBlob(BlobReference blob, string component, int index, int part)
    {
        BlobName name = blob.Name;
        bool isUsual = name.Component == component && name.Index == index && name.Part == part;
        WriteNumber(((long)_epochs[name.Epoch] << 1) | (isUsual ? 0L : 1));
        if (!isUsual)
        {
            WriteNumber(_components[name.Component]);
            WriteNumber(name.Index);
            WriteNumber(name.Part);
        }

        WriteNumber(blob.Length);
        WriteNumber(blob.Count);
        WriteWord(blob.Checksum);
    }

    /// <summary>Not negative; seven bits a byte, the low ones first, the high bit on all but the last.</summary>
    private void WriteNumber(long number)
    {
        Span<byte> bytes = _output.GetSpan(10);
        int length = 0;
        for (ulong rest = (ulong)number; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                bytes[length++] = (byte)rest;
                break;
            }

            bytes[length++] = (byte)(rest | 0x80);
        }

        _output.Advance(length);
    }

    private void WriteWord(ulong word)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_output.GetSpan(sizeof(ulong)), word);
        _output.Advance(sizeof(ulong));
    }

    private void WriteText(string text)
    {
        int length = Text.GetByteCount(text);
        WriteNumber(length);
        _output.Advance(Text.GetBytes(text, _output.GetSpan(length)));
    }
}
