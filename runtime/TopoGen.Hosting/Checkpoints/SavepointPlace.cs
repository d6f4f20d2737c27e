namespace TopoGen.Hosting.Checkpoints;

/// <summary>Where a savepoint is: a file, or a name in the store of its topology.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="IsFile">Whether it is a file.</param>
internal sealed record SavepointPlace(string Text, bool IsFile)
{
    private const int LongestName = 100;

    /// <exception cref="TopologyInputException">It can be neither.</exception>
    public static SavepointPlace Parse(string text)
    {
        bool isFile = text.AsSpan().IndexOfAny('.', '/', '\\') >= 0;
        return isFile || (text.Length is > 0 and <= LongestName && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? new SavepointPlace(text, isFile)
            : throw new TopologyInputException(
                $"The savepoint is '{text}'; expected a file (with a '.' or a '/' in it), or a name of letters, digits, '-' and '_', at most {LongestName}.");
    }
}
