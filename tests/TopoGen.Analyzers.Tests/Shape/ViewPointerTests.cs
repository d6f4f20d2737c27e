namespace TopoGen.Analyzers.Tests.Shape;

/// <summary>TG0112.</summary>
public sealed class ViewPointerTests
{
    private const string Message = "'Execute' keeps a pointer into view 'word', whose bytes are gone when the call is over; copy what is to be kept";

    [Theory]
    [InlineData("fixed (byte* at = word.Letters) { _pointer = {|TG0112:at|}; }")]
    [InlineData("fixed (byte* at = word.Letters) { _number = {|TG0112:(nint)at|}; }")]
    [InlineData("fixed (byte* at = word.Letters) { _number = {|TG0112:new IntPtr(at + 3)|}; }")]
    [InlineData("fixed (byte* at = word.Letters) { byte* next = at + 1; nint number = (nint)(next + 1); _number = {|TG0112:number|}; }")]
    [InlineData("fixed (byte* at = &word.Letters[0]) { Address = {|TG0112:(long)at|}; }")]
    [InlineData("fixed (byte* at = word.Letters[1..]) { _numbers[0] = {|TG0112:(nint)(&at[2])|}; }")]
    [InlineData("fixed (byte* at = &MemoryMarshal.GetReference(word.Letters)) { _list.Add({|TG0112:(nint)at|}); }")]
    [InlineData("ReadOnlySpan<byte> letters = word.Letters.Slice(1); fixed (byte* at = letters) { _map[\"a\"] = {|TG0112:(nint)at|}; }")]
    [InlineData("ReadOnlySpan<char> text = MemoryMarshal.Cast<byte, char>(word.Letters); fixed (char* at = text) { total = {|TG0112:(long)at|}; }")]
    [InlineData("void* at = Unsafe.AsPointer(ref MemoryMarshal.GetReference(word.Letters)); _number = {|TG0112:(nint)at|};")]
    [InlineData("nint at = 0; if (total > 0) { at = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(word.Letters)); } Interlocked.Exchange(ref _number, {|TG0112:at|});")]
    [InlineData("Word copy = word; fixed (byte* at = copy.Letters) { _stream = {|TG0112:new UnmanagedMemoryStream(at, 3)|}; }")]
    [InlineData("fixed (byte* at = word.Letters) { var stream = new UnmanagedMemoryStream(at, 3); _stream ??= {|TG0112:stream|}; }")]
    [InlineData("fixed (byte* at = word.Letters) { _inner.Number = {|TG0112:total > 0 ? (nint)at : 0|}; }")]
    public Task A_pointer_that_is_kept_is_found(string body) => Check.Marked(Work(body), Message);

    [Fact]
    public Task A_pointer_that_a_local_function_keeps_is_found() => Check.Marked(
        Work("Keep(in word); void Keep(in Word inner) { fixed (byte* at = inner.Letters) { _number = {|TG0112:(nint)at|}; } }"),
        "'Execute' keeps a pointer into view 'inner', whose bytes are gone when the call is over; copy what is to be kept");

    [Theory]
    [InlineData("fixed (byte* at = word.Letters) { byte first = *at; _number = first; total = at[1]; }")]
    [InlineData("fixed (byte* at = word.Letters) { nint local = (nint)at; total = local == 0 ? 1 : 0; }")]
    [InlineData("fixed (byte* at = word.Letters) { using var stream = new UnmanagedMemoryStream(at, 3); total = stream.ReadByte(); }")]
    [InlineData("fixed (byte* at = word.Letters) { Inner inner = default; inner.Number = (nint)at; total = Length(inner); static int Length(Inner inner) => inner.Number == 0 ? 0 : 1; }")]
    [InlineData("fixed (byte* at = word.Letters) { _text = new string((sbyte*)at, 0, 3); }")]
    [InlineData("byte[] letters = word.Letters.ToArray(); fixed (byte* at = letters) { _number = (nint)at; }")]
    [InlineData("fixed (byte* at = _bytes) { _number = (nint)at; } total = word.Letters.Length;")]
    [InlineData("_number = word.Line; _numbers[0] = word.Letters.Length; _list.Add(word.Line);")]
    [InlineData("ReadOnlySpan<byte> own = stackalloc byte[] { 1, 2 }; fixed (byte* at = own) { _number = (nint)at; } total = word.Line;")]
    [InlineData("fixed (byte* at = word.Letters) { nint[] local = new nint[1]; local[0] = (nint)at; var list = new List<nint>(); list.Add((nint)at); total = local.Length + list.Count; }")]
    public Task What_does_not_outlive_the_call_or_leads_elsewhere_is_none(string body) => Check.Silent(Work(body));

    [Fact]
    public Task What_is_no_component_keeps_what_it_wants() => Check.Silent("""
        using TopoGen;

        [StreamTuple] public readonly ref partial struct Word { public ReadOnlySpan<byte> Letters { get; init; } }

        public static unsafe class Other
        {
            public static nint Kept { get; private set; }

            public static void Keep(in Word word)
            {
                fixed (byte* at = word.Letters)
                {
                    Kept = (nint)at;
                }
            }

            private static void Main() => Keep(default);
        }
        """);

    private static string Work(string body) => $$"""
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using TopoGen;

        [Topology("pointers")]
        public sealed partial class Pointers
        {
            [StreamTuple]
            public readonly ref partial struct Word(ReadOnlySpan<byte> letters, int line)
            {
                public readonly ReadOnlySpan<byte> Letters = letters;
                public int Line { get; } = line;
            }

            public struct Inner { public nint Number; }

            [Spout]
            public sealed partial class Source
            {
                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(in Word word);
            }

            [Bolt]
            public sealed unsafe partial class Work
            {
                private readonly nint[] _numbers = new nint[1];
                private readonly List<nint> _list = [];
                private readonly Dictionary<string, nint> _map = [];
                private readonly byte[] _bytes = new byte[3];
                private byte* _pointer = null;
                private nint _number = 0;
                private Inner _inner = default;
                private UnmanagedMemoryStream? _stream = null;
                private string _text = "";

                public long Address { get; set; }

                [FieldsGrouping<Source>(nameof(Word.Letters))]
                public void Execute(in Word word, [State] ref long total)
                {
                    {{body}}
                }

                public override string ToString()
                    => $"{_list.Count}{_map.Count}{_numbers.Length}{_bytes.Length}{_pointer is null}{_number}{_inner.Number}{_stream}{_text}";
            }
        }
        """;
}
