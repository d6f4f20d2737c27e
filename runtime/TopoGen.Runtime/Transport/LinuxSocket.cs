using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// The same on Linux, where each call can say whether it waits: a reader sleeps in the very call that brings the bytes, without the
/// failed attempt and the poll around it: two system calls less for a lone tuple.
/// </summary>
internal sealed partial class LinuxSocket : PlainSocket
{
    /// <summary>MSG_DONTWAIT of socket.h.</summary>
    private const int DontWait = 0x40;

    /// <summary>MSG_NOSIGNAL: a peer that is gone is an error, not a signal.</summary>
    private const int NoSignal = 0x4000;

    /// <summary>EINTR and EAGAIN of errno.h.</summary>
    private const int Interrupted = 4;

    private const int Again = 11;

    /// <summary>F_GETFL, F_SETFL and O_NONBLOCK of fcntl.h.</summary>
    private const int GetFlags = 3;

    private const int SetFlags = 4;

    private const int NonBlocking = 0x800;

    private readonly SafeSocketHandle _handle;

    private LinuxSocket(Socket socket, string name)
        : base(socket, name, blocks: true)
    {
        _handle = socket.SafeHandle;
        IsLocal = socket.AddressFamily == AddressFamily.Unix;

        // A socket that was connected or accepted asynchronously would stay one that never waits.
        int flags = fcntl(_handle, GetFlags, 0);
        if (flags >= 0)
        {
            _ = fcntl(_handle, SetFlags, flags & ~NonBlocking);
        }
    }

    public override bool IsLocal { get; }

    /// <param name="socket">Connected; belongs to the result.</param>
    /// <param name="name">What it is, for people.</param>
    public static LinkSocket OrPlain(Socket socket, string name)
        => OperatingSystem.IsLinux() ? new LinuxSocket(socket, name) : new PlainSocket(socket, name);

    protected override int Receive(Span<byte> buffer, bool waits)
    {
        nint received;
        do
        {
            received = recv(_handle, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length, waits ? 0 : DontWait);
        }
        while (received < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return Result(received);
    }

    protected override int Send(ReadOnlySpan<byte> bytes)
    {
        nint sent;
        do
        {
            sent = send(_handle, in MemoryMarshal.GetReference(bytes), (nuint)bytes.Length, DontWait | NoSignal);
        }
        while (sent < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return Result(sent);
    }

    private int Result(nint bytes)
    {
        if (bytes >= 0)
        {
            return (int)bytes;
        }

        int error = Marshal.GetLastPInvokeError();
        if (error == Again)
        {
            return WouldBlock;
        }

        Error = Marshal.GetPInvokeErrorMessage(error);
        return Broken;
    }

#pragma warning disable IDE1006 // Their names in libc.
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeSocketHandle socket, ref byte buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeSocketHandle socket, in byte buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeSocketHandle socket, int command, int argument);
#pragma warning restore IDE1006
}
