namespace TopoGen;

/// <summary>
/// What a component was given (a path, a setting, an address) cannot be used. Thrown from anywhere in a component it stops
/// the whole topology; the host prints the message on one line and exits with code 2. The message names the value, what
/// was expected, and what to do.
/// </summary>
public sealed class TopologyInputException : Exception
{
    public TopologyInputException(string message)
        : base(message)
    {
    }

    public TopologyInputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
