namespace TopoGen.Hosting.Terminal;

/// <summary>Keeps to one line what may have several.</summary>
internal static class OneLine
{
    private static readonly char[] Breaks = ['\r', '\n'];

    public static string Of(string text)
        => text.IndexOfAny(Breaks) < 0 ? text : string.Join(' ', text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Type, message and the place that threw, in brackets; nothing for no exception.</summary>
    public static string Of(Exception? exception)
    {
        if (exception is null)
        {
            return "";
        }

        string? place = exception.StackTrace?.Split('\n')[0].Trim();
        return $" [{exception.GetType()}: {Of(exception.Message)}{(place is { Length: > 0 } ? " " + place : "")}]";
    }
}
