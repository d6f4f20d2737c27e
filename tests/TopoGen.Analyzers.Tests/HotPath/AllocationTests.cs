namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0604.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("int n = line.Number; _lines.RemoveAll({|TG0604:l => l.Number == n|});", "A lambda that captures allocates for each tuple; use a loop, or keep the delegate in a field")]
    [InlineData("_lines.ForEach({|TG0604:Keep|});", "A delegate of 'Keep' allocates for each tuple; keep the delegate in a field")]
    [InlineData("object boxed = {|TG0604:line.Number|}; Use(boxed);", "'int' is boxed, which allocates for each tuple; avoid 'object', or convert it to text yourself")]
    [InlineData("Use({|TG0604:_lines.Where(static l => l.Number > 3).Count()|});", "LINQ ('Count') allocates for each tuple; write a loop")]
    [InlineData("Use({|TG0604:$\"{line.Number}\"|}.Length);", "An interpolated text allocates for each tuple; write into a buffer that is kept, or make it only where it is needed")]
    [InlineData("Use(({|TG0604:line.Text + \"!\" + line.Number|}).Length);", "A concatenated text allocates for each tuple; write into a buffer that is kept, or make it only where it is needed")]
    [InlineData("{|TG0604:Sum(1, line.Number)|};", "The array for 'params numbers' allocates for each tuple; call an overload without 'params', or keep the array")]
    public Task What_does_not_look_like_an_allocation_is_found(string body, string message) => Check.Marked(Work(body), message);

    [Theory]
    [InlineData("_lines.RemoveAll(static l => l.Number == 5);")]
    [InlineData("if (line.Number < 0) throw new FormatException($\"{line.Number} is negative\");")]
    [InlineData("Emit(new Word($\"{line.Text}!\"));")]
    [InlineData("Span<char> buffer = stackalloc char[9]; buffer.TryWrite($\"{line.Number}\", out int written); Use(written);")]
    [InlineData("foreach (string word in line.Text.Split(' ')) Emit(new Word(word));")]
    [InlineData("_text = $\"{line.Number}\";")]
    [InlineData("Use(line);")]
    public Task What_is_needed_or_does_not_allocate_is_none(string body) => Check.Silent(Work(body));

    [Fact]
    public Task What_comes_once_is_none() => Check.Silent(Work("", "public void End() => Use(_lines.Where(l => l.Number > _lines.Count).Count());"));

    private static string Work(string body, string members = "") => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            private readonly List<Line> _lines = [];
            private string _text = "";

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            public string Text => _text;

            private void Keep(Line line) => _lines.Add(line);

            private static void Use<T>(T value) => _ = value;

            private static int Sum(params int[] numbers) => numbers.Length;

            [Output] private partial void Emit(in Word word);

            {{members}}
        }
        """, "AtMostOnce");
}
