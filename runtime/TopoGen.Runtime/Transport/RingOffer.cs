namespace TopoGen.Runtime;

/// <summary>Shared memory that a dialler has made for a connection.</summary>
/// <param name="Id">Random; the file is named after it, and says so inside.</param>
/// <param name="Size">Bytes of a ring.</param>
internal readonly record struct RingOffer(Guid Id, int Size);
