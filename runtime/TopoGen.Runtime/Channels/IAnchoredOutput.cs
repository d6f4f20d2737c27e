namespace TopoGen.Runtime;

/// <summary>An output of an asynchronous bolt: each call in flight has a buffer of its own for it.</summary>
internal interface IAnchoredOutput
{
    IBufferedOutput CreateBuffer();
}
