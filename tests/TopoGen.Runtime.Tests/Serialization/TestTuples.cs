using System.Collections.Immutable;

namespace TopoGen.Runtime.Tests.Serialization;

/// <summary>Tuples with every kind of field.</summary>
public static partial class TestTuples
{
    public enum Color : byte
    {
        Red,
        Green = 7,
    }

    public enum Huge : ulong
    {
        None,
        Most = ulong.MaxValue,
    }

    [StreamTuple]
    public readonly partial record struct Scalars(
        bool Bool, char Char, sbyte SByte, byte Byte, short Short, ushort UShort, int Int, uint UInt, long Long, ulong ULong,
        nint NInt, nuint NUInt, Int128 Int128, UInt128 UInt128, Half Half, float Float, double Double, decimal Decimal, Guid Guid,
        DateTime DateTime, DateTimeOffset DateTimeOffset, DateOnly DateOnly, TimeOnly TimeOnly, TimeSpan TimeSpan, Color Color, Huge Huge);

    [StreamTuple]
    public readonly partial record struct Nullables(
        bool? Bool, char? Char, int? Int, Int128? Int128, double? Double, decimal? Decimal, Guid? Guid, DateTime? DateTime,
        DateTimeOffset? DateTimeOffset, DateOnly? DateOnly, TimeOnly? TimeOnly, TimeSpan? TimeSpan, Color? Color, nint? NInt,
        ReadOnlyMemory<byte>? Memory, ImmutableArray<string>? Texts, Point? Point);

    [StreamTuple]
    public readonly partial record struct Texts(string First, string? Second, byte[] Bytes, byte[]? NoBytes, ReadOnlyMemory<byte> Memory, string Last);

    [StreamTuple]
    public sealed partial record Collections(
        int[] Ints, double[]? Doubles, Color[] Colors, bool[] Bools, decimal[] Decimals, Guid[] Guids, char[] Chars, Int128[] Huge,
        string?[] Strings, int?[] Nullables, int[][] Jagged, ReadOnlyMemory<byte>[] Memories,
        ImmutableArray<long> ImmutableLongs, ImmutableArray<string> ImmutableStrings, ImmutableArray<ImmutableArray<byte>> ImmutableBytes,
        List<string> StringList, List<DateTime>? TimeList, List<List<short>> Lists,
        Dictionary<string, int> Counts, Dictionary<int, List<string?>>? Groups, Dictionary<Guid, byte[]> Blobs);

    [StreamTuple]
    public readonly partial record struct Point(double X, double Y);

    [StreamTuple]
    public partial record Customer(string Name, Point Home);

    public sealed record Employee(string Name, Point Home, int Salary) : Customer(Name, Home);

    [StreamTuple]
    public readonly partial record struct Nothing;

    [StreamTuple]
    public sealed partial record Order(
        int Id, Customer Customer, Customer? Agent, Point From, Point? To, Point[] Way, List<Customer?> Others,
        Dictionary<string, Point> Places, ImmutableArray<Texts> Notes, Nothing Nothing, Nothing[] Nothings, string Remark);

    [StreamTuple]
    public sealed partial record Node(int Value, Node? Next, Node?[]? Children);

    /// <summary>Members outside the header, of all accessibilities, and names that need an escape.</summary>
#pragma warning disable TG0502 // Codecs are to serve every kind of member.
    [StreamTuple]
    public partial record struct Members(int Id, string @class)
#pragma warning restore TG0502
    {
        public long Field;
        private int _hidden;

        public string? Init { get; init; }

        public required DateOnly Required { get; set; }

        public int Block { get; private set; }

        public int Reader { get; set; }

        public readonly int Computed => Id + 1;

        public int Hidden
        {
            readonly get => _hidden;
            set => _hidden = value;
        }
    }

    /// <summary>Without a header.</summary>
    [StreamTuple]
    public sealed partial record Plain
    {
#pragma warning disable TG0502 // Codecs are to serve every kind of member.
        public int Number { get; set; }
#pragma warning restore TG0502

        public string Text { get; init; } = "";
    }

    [StreamTuple]
    public readonly partial record struct Flat(int A, long B, double C, decimal D, Guid E, DateTimeOffset F, int? G, Point H, Point? I, Color J);

    /// <summary>No tuple, but state, with members of every accessibility.</summary>
    [State]
    public sealed partial class Basket
    {
        [State("sum")]
        private decimal _total;

        public string? Owner { get; init; }

        public List<Entry?> Entries { get; set; } = [];

        public Dictionary<string, Basket?>? Inner { get; set; }

        public decimal Total
        {
            get => _total;
            set => _total = value;
        }

        [State]
        public partial record struct Entry(string? Name, Point Place, Color? Color);
    }

    [StreamTuple]
    public readonly partial record struct Maps(Dictionary<string, int> Counts);

    [StreamTuple]
    public readonly partial record struct Line(long Number, string Text);
}
