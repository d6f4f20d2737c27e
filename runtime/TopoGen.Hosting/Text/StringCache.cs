using TopoGen.Runtime;

namespace TopoGen.Hosting.Text;

/// <summary>
/// Gives equal short texts the same string where it can, so that a stream of words does not allocate each again. It has a
/// fixed number of places and forgets what is in the way. Not thread-safe: one for each task.
/// </summary>
internal sealed class StringCache
{
    /// <summary>Enough for the frequent words of a language; a bigger table would only miss the processor's cache.</summary>
    private const int Places = 16 * 1024;

    /// <summary>Longer texts hardly come again.</summary>
    private const int Longest = 32;

    private readonly string?[] _strings = new string?[Places];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return new string(text);
        }

        ref string? place = ref _strings[StableHash.Of(text) % Places];
        if (place is { } known && text.SequenceEqual(known))
        {
            return known;
        }

        return place = new string(text);
    }
}
