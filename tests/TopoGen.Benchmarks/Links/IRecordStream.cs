using System.Net.Sockets;

namespace TopoGen.Benchmarks;

/// <summary>A hand-written way to send numbered records over a blocking socket.</summary>
internal interface IRecordStream
{
    /// <summary>Sends the records 0 to <paramref name="count"/> − 1.</summary>
    static abstract void Send(Socket socket, long count);

    /// <summary>Receives until the other side ends.</summary>
    /// <returns>The sum of the records' numbers.</returns>
    static abstract long Receive(Socket socket);
}
