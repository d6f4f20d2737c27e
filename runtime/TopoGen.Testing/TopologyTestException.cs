namespace TopoGen.Testing;

/// <summary>A test asks for something that its topology does not have, or a component of it has failed. The message says which, and what there is.</summary>
public sealed class TopologyTestException : Exception
{
    public TopologyTestException(string message)
        : base(message)
    {
    }

    public TopologyTestException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
