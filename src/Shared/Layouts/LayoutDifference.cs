namespace TopoGen.Layouts;

/// <summary>
/// Whether state that was written by one version of a topology can be read by another. Records may gain and lose fields and change their own
/// names; a type may only change into one with the same bytes.
/// </summary>
internal static class LayoutDifference
{
    /// <returns>Why it cannot be read, a clause; empty where it can.</returns>
    public static string Of(string written, string current)
        => written == current ? ""
            : LayoutParser.Parse(written) is { } before && LayoutParser.Parse(current) is { } now ? Difference(before, now)
            : "one of them is not understood";

    private static string Difference(Layout before, Layout now)
    {
        var seen = new HashSet<(string, string)>();
        return (before.Key, now.Key) switch
        {
            (null, null) => Difference(before.Value, now.Value, "its type"),
            ({ } keyBefore, { } keyNow) => Difference(keyBefore, keyNow, "its key") is { Length: > 0 } ofKey
                ? ofKey
                : Difference(before.Value, now.Value, "its value"),
            (null, _) => "it had no key, and now has one",
            _ => "it had a key, and now has none",
        };

        string Difference(LayoutType old, LayoutType current, string path)
        {
            if (before.Records.TryGetValue(old.Encoding, out var fieldsBefore) && now.Records.TryGetValue(current.Encoding, out var fieldsNow))
            {
                return seen.Add((old.Encoding, current.Encoding))
                    ? First(fieldsBefore.Join(fieldsNow, f => f.Name, f => f.Name, (f, g) => Difference(f.Type, g.Type, $"'{current.Encoding}.{g.Name}'")))
                    : "";
            }

            bool isRecord = before.Records.ContainsKey(old.Encoding) || now.Records.ContainsKey(current.Encoding);
            return isRecord || old.Encoding != current.Encoding || old.Arguments.Length != current.Arguments.Length
                ? $"{path} changed from '{old.Text}' to '{current.Text}'"
                : First(old.Arguments.Zip(current.Arguments, (a, b) => Difference(a, b, path)));
        }
    }

    private static string First(IEnumerable<string> differences) => differences.FirstOrDefault(d => d.Length > 0) ?? "";
}
