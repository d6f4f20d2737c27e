using System.Globalization;

namespace TopoGen.Generators;

/// <summary>The nested struct that knows the key of a tuple under a grouping by fields.</summary>
internal static class KeyEmitter
{
    private const string StableHash = KnownNames.Runtime + "StableHash";

    /// <param name="writer">Where to.</param>
    /// <param name="key">The key.</param>
    /// <param name="isKept">Whether it is the codec of its key too: of several fields, where state is kept by it.</param>
    public static void Emit(SourceWriter writer, KeyModel key, bool isKept)
    {
        bool single = key.Fields.Count == 1;
        writer.WriteLine();
        writer.WriteLine($"private readonly struct {key.Selector} : {KnownNames.Runtime}{(key.IsOfView ? "IViewKey" : "IKeySelector")}<{key.Tuple.FullName}, {key.Type}>{(isKept ? $", Codecs::IFieldCodec<{key.Type}>" : "")}");
        using (writer.WriteBlock())
        {
            string tuple = $"scoped in {key.Tuple.FullName} tuple";
            string selected = string.Join(", ", key.Fields.Select(static f => f.IsSpan ? $"tuple.{f.Name}.ToArray()" : "tuple." + f.Name));
            if (key.IsOfView)
            {
                writer.WriteLine($"public static ulong HashOf({tuple}) => {HashOf(key, i => "tuple." + key.Fields[i].Name)};");
                writer.WriteLine();
                string same = string.Join(" && ", key.Fields.Select((f, i) => $"{StableHash}.AreEqual({Part("key", i, single)}, tuple.{f.Name})"));
                writer.WriteLine($"public static bool IsKey({key.Type} key, {tuple}) => {same};");
                writer.WriteLine();
            }

            writer.WriteLine($"public static {key.Type} {(key.IsOfView ? "KeyOf" : "Select")}({tuple}) => {(single ? selected : $"({selected})")};");
            writer.WriteLine();
            writer.WriteLine($"public static ulong Hash({key.Type} key) => {HashOf(key, i => Part("key", i, single))};");
            writer.WriteLine();
            string equal = string.Join(" && ", key.Fields.Select((_, i) => $"{StableHash}.AreEqual({Part("left", i, single)}, {Part("right", i, single)})"));
            writer.WriteLine($"public static bool AreEqual({key.Type} left, {key.Type} right) => {equal};");
            writer.WriteLine();
            string own = string.Join(", ", key.Fields.Select((f, i) => f.IsBytes ? $"{StableHash}.Own({Part("key", i, single)})!" : Part("key", i, single)));
            bool copies = key.Fields.Any(static f => f.IsBytes);
            writer.WriteLine($"public static {key.Type} Own({key.Type} key) => {(!copies ? "key" : single ? own.TrimEnd('!') + (key.Fields[0].Type.IsValueType ? "" : "!") : $"({own})")};");
            if (isKept)
            {
                Codec(writer, key);
            }
        }
    }

    /// <summary>All parts stand in a block of their own, as those of a tuple.</summary>
    private static void Codec(SourceWriter writer, KeyModel key)
    {
        string size = Text(key.Fields.Sum(static f => f.Encoding.FixedSize));
        writer.WriteLine();
        writer.WriteLine("#nullable disable warnings");
        writer.WriteLine("public static int FixedSize => 0;");
        writer.WriteLine();
        writer.WriteLine($"public static int MinimumSize => {size};");
        writer.WriteLine();
        writer.WriteLine("public static bool HasPayload => true;");
        writer.WriteLine();
        writer.WriteLine("public static bool IsMemory => false;");
        writer.WriteLine();
        writer.WriteLine($"public static int Write({KnownNames.Runtime}TupleBlock block, int offset, {key.Type} value) => 0;");
        writer.WriteLine();
        writer.WriteLine($"public static void WritePayload(ref {KnownNames.Runtime}TupleWriter writer, {key.Type} value, int header)");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"var block = writer.Reserve({size});");
            Parts(key, (codec, offset, part, hasPayload) => writer.WriteLine(
                $"{(hasPayload ? $"int header{part} = " : "")}{codec}.Write(block, {offset}, value.Item{part});"));
            Parts(key, (codec, _, part, hasPayload) =>
            {
                if (hasPayload)
                {
                    writer.WriteLine($"{codec}.WritePayload(ref writer, value.Item{part}, header{part});");
                }
            });
        }

        writer.WriteLine();
        writer.WriteLine(
            $"public static {key.Type} Read(scoped ref {KnownNames.Runtime}TupleReader reader, {KnownNames.Runtime}TupleSource block, int offset, string name)");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"var parts = reader.Take({size}, name);");
            Parts(key, (codec, offset, part, _) => writer.WriteLine($"var part{part} = {codec}.Read(ref reader, parts, {offset}, name);"));
            writer.WriteLine($"return ({string.Join(", ", key.Fields.Select(static (_, i) => "part" + Text(i + 1)))});");
        }

        writer.WriteLine("#nullable enable warnings");
    }

    private static void Parts(KeyModel key, Action<string, string, string, bool> write)
    {
        int offset = 0;
        for (int i = 0; i < key.Fields.Count; i++)
        {
            TupleFieldType type = key.Fields[i].Encoding;
            write(type.Codec, Text(offset), Text(i + 1), type.HasPayload);
            offset += type.FixedSize;
        }
    }

    private static string HashOf(KeyModel key, Func<int, string> value)
    {
        string hash = "";
        for (int i = 0; i < key.Fields.Count; i++)
        {
            string part = $"{StableHash}.{(key.Fields[i].IsEnum ? "OfEnum" : "Of")}({value(i)})";
            hash = i == 0 ? part : $"{StableHash}.Combine({hash}, {part})";
        }

        return hash;
    }

    private static string Part(string key, int index, bool single)
        => single ? key : $"{key}.Item{Text(index + 1)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
