using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace TopoGen.Runtime;

/// <summary>
/// Memory that the two sides of a connection share: a ring for each direction, in a file that has a name only until both have it. What becomes
/// of the rings when a side dies is decided by the socket beside them; nothing in here outlives the connection.
/// </summary>
internal sealed unsafe class RingFile : IDisposable
{
    public const string Prefix = "topogen-link-";

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly MemoryMappedViewAccessor _view;
    private readonly string _path;
    private readonly byte* _memory;

    private RingFile(FileStream stream, RingOffer offer, bool isMaker)
    {
        _path = stream.Name;
        Offer = offer;
        using (var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true))
        {
            _view = file.CreateViewAccessor(0, Length(offer.Size), MemoryMappedFileAccess.ReadWrite);
        }

        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _memory);
        var header = (RingHeader*)_memory;
        byte* forward = _memory + RingHeader.Bytes;
        byte* backward = forward + offer.Size;
        Writer = new SharedRingWriter(isMaker ? &header->Forward : &header->Backward, isMaker ? forward : backward, offer.Size);
        Reader = new SharedRingReader(isMaker ? &header->Backward : &header->Forward, isMaker ? backward : forward, offer.Size);
    }

    public RingOffer Offer { get; }

    /// <summary>What this side writes to.</summary>
    public SharedRingWriter Writer { get; }

    /// <summary>What this side reads from.</summary>
    public SharedRingReader Reader { get; }

    /// <summary>Whether the other side holds the same memory.</summary>
    public bool IsTaken => Header.Taken == Offer.Id;

    /// <summary>What both sides write to.</summary>
    public ref RingHeader Header => ref *(RingHeader*)_memory;

    /// <summary>Makes memory for a connection.</summary>
    /// <param name="folder">In memory, or what is written there is written to a disk too.</param>
    /// <param name="size">Bytes of a ring.</param>
    /// <exception cref="IOException">There is no room, or no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public static RingFile Make(string folder, int size)
    {
        var offer = new RingOffer(Guid.NewGuid(), size);
        string path = PathOf(folder, offer);
        FileStreamOptions options = Options(FileMode.CreateNew);
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        using var stream = new FileStream(path, options);
        try
        {
            Allocate(stream, Length(size));
            var made = new RingFile(stream, offer, isMaker: true);
            made.Header.Size = size;
            made.Header.Id = offer.Id;
            made.Header.Magic = RingHeader.Expected;
            return made;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Takes the memory that an authenticated peer has made, and its name away.</summary>
    /// <param name="folder">Where it must be.</param>
    /// <param name="offer">What the peer says of it.</param>
    /// <exception cref="IOException">It is not there, or not what it should be.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public static RingFile Take(string folder, RingOffer offer)
    {
        string path = PathOf(folder, offer);
        if (offer.Size is < LinkOptions.MinRing or > LinkOptions.MaxRing)
        {
            throw new IOException($"a ring of {offer.Size:N0} bytes; expected {LinkOptions.MinRing:N0} to {LinkOptions.MaxRing:N0}");
        }

        using var stream = new FileStream(path, Options(FileMode.Open));
        Check(stream.SafeFileHandle, path, Length(offer.Size));
        File.Delete(path);
        var taken = new RingFile(stream, offer, isMaker: false);
        if (taken.Header.Magic != RingHeader.Expected || taken.Header.Size != offer.Size || taken.Header.Id != offer.Id)
        {
            taken.Dispose();
            throw new IOException($"'{path}' is not what was offered");
        }

        taken.Header.Taken = offer.Id;
        return taken;
    }

    /// <summary>Whether it is worth waking a writer for so much room.</summary>
    public static bool IsEnough(long free, int size) => free >= size / 4;

    /// <summary>Takes the name away, where the other side has not.</summary>
    public void Unlink() => File.Delete(_path);

    /// <summary>Nobody may use the rings any more.</summary>
    public void Dispose()
    {
        if (!_view.SafeMemoryMappedViewHandle.IsClosed)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }
    }

    private static string PathOf(string folder, RingOffer offer) => Path.Combine(folder, $"{Prefix}{offer.Id:N}");

    private static FileStreamOptions Options(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    };

    private static long Length(int size) => RingHeader.Bytes + (2L * size);

    /// <summary>Memory that is written to is there: a full file system is an error here and no signal later.</summary>
    private static void Allocate(FileStream stream, long length)
    {
        byte[] zeros = new byte[64 * 1024];
        for (long left = length; left > 0; left -= zeros.Length)
        {
            stream.Write(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
        }
    }

    private static void Check(SafeFileHandle handle, string path, long length)
    {
        OwnFile.Check(handle, path, Mode);
        if (RandomAccess.GetLength(handle) is var actual && actual != length)
        {
            throw new IOException($"'{path}' has {actual:N0} bytes; expected {length:N0}");
        }
    }
}
