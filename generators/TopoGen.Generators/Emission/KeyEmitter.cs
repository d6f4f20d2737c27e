using System.Globalization;

namespace TopoGen.Generators;

/// <summary>The nested struct that knows the key of a tuple under a grouping by fields.</summary>
internal static class KeyEmitter
{
    private const string StableHash = KnownNames.Runtime + "StableHash";

    public static void Emit(SourceWriter writer, KeyModel key)
    {
        bool single = key.Fields.Count == 1;
        writer.WriteLine();
        writer.WriteLine($"private readonly struct {key.Selector} : {KnownNames.Runtime}IKeySelector<{key.Tuple.FullName}, {key.Type}>");
        using (writer.WriteBlock())
        {
            string selected = string.Join(", ", key.Fields.Select(static f => "tuple." + f.Name));
            writer.WriteLine($"public static {key.Type} Select(scoped in {key.Tuple.FullName} tuple) => {(single ? selected : $"({selected})")};");
            writer.WriteLine();
            writer.WriteLine($"public static ulong Hash({key.Type} key) => {HashOf(key)};");
            writer.WriteLine();
            string equal = string.Join(" && ", key.Fields.Select((_, i) => $"{StableHash}.AreEqual({Part("left", i, single)}, {Part("right", i, single)})"));
            writer.WriteLine($"public static bool AreEqual({key.Type} left, {key.Type} right) => {equal};");
            writer.WriteLine();
            string own = string.Join(", ", key.Fields.Select((f, i) => f.IsBytes ? $"{StableHash}.Own({Part("key", i, single)})!" : Part("key", i, single)));
            bool copies = key.Fields.Any(static f => f.IsBytes);
            writer.WriteLine($"public static {key.Type} Own({key.Type} key) => {(!copies ? "key" : single ? own.TrimEnd('!') + (key.Fields[0].Type.IsValueType ? "" : "!") : $"({own})")};");
        }
    }

    private static string HashOf(KeyModel key)
    {
        bool single = key.Fields.Count == 1;
        string hash = "";
        for (int i = 0; i < key.Fields.Count; i++)
        {
            string part = $"{StableHash}.{(key.Fields[i].IsEnum ? "OfEnum" : "Of")}({Part("key", i, single)})";
            hash = i == 0 ? part : $"{StableHash}.Combine({hash}, {part})";
        }

        return hash;
    }

    private static string Part(string key, int index, bool single)
        => single ? key : $"{key}.Item{(index + 1).ToString(CultureInfo.InvariantCulture)}";
}
