namespace TopoGen.Runtime;

/// <summary>The coordination store cannot be reached, does not answer in time, or is not fit; the message names its address and why.</summary>
public sealed class CoordinationException : Exception
{
    public CoordinationException(string message)
        : base(message)
    {
    }

    public CoordinationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
