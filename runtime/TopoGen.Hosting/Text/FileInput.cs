namespace TopoGen.Hosting.Text;

/// <summary>A regular file, which is read at once whenever asked.</summary>
internal sealed class FileInput(FileStream file) : TextInput
{
    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override void Dispose() => file.Dispose();
}
