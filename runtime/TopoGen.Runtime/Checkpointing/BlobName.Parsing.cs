using System.Collections.Immutable;
using System.Globalization;

namespace TopoGen.Runtime;

/// <content>Reading the text of a name, and the order of names.</content>
public readonly partial record struct BlobName
{
    /// <summary>The part of the text that follows that of the epoch.</summary>
    internal string Local => ToString()[(Epoch.ToString().Length + 1)..];

    /// <summary>Reads what <see cref="ToString"/> writes, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BlobName name)
    {
        name = default;
        int first = text.IndexOf('/');
        int last = text.LastIndexOf('/');
        if (first < 0 || first == last || !EpochId.TryParse(text[..first], out EpochId epoch) || !TryParseKind(text[(last + 1)..], out BlobKind kind))
        {
            return false;
        }

        ReadOnlySpan<char> numbers = text[(last + 2)..];
        int dot = numbers.IndexOf('.');
        int part = 0;
        if (!TryParseNumber(dot < 0 ? numbers : numbers[..dot], out int index)
            || (dot >= 0 && (!TryParseNumber(numbers[(dot + 1)..], out part) || part == 0)))
        {
            return false;
        }

        name = new BlobName(epoch, text[(first + 1)..last].ToString(), kind, index, part);
        return true;
    }

    internal static ImmutableArray<BlobName> Sort(IEnumerable<BlobName> names)
        =>
        [
            .. names.OrderBy(static name => name.Component, StringComparer.Ordinal).ThenBy(static name => name.Kind)
                .ThenBy(static name => name.Index).ThenBy(static name => name.Part),
        ];

    private static bool TryParseKind(ReadOnlySpan<char> text, out BlobKind kind)
    {
        kind = text is ['t', ..] ? BlobKind.Task : text is ['g', ..] ? BlobKind.KeyGroup : BlobKind.Commands;
        return text is ['t' or 'g' or 'c', ..];
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out int number)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');
}
