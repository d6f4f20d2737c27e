namespace TopoGen.Analyzers.Tests.State;

/// <summary>TG0401.</summary>
public sealed class UnkeptFieldTests
{
    [Fact]
    public Task A_field_that_counts_is_found() => Check.Marked(
        Work("private long {|TG0401:_total|};", "Emit(new Word((++_total).ToString()));"),
        "'_total' of 'Work' changes with what is processed and is not [State]: it begins anew where the task goes on after a failure");

    [Theory]
    [InlineData("private string? {|TG0401:_last|};", "if (_last != line.Text) Emit(new Word(line.Text)); _last = line.Text;")]
    [InlineData("private long {|TG0401:_total|};", "Add(line.Number); Emit(new Word(_total.ToString()));", "private void Add(int number) => _total += number;")]
    [InlineData("private long {|TG0401:_total|};", "_total += line.Number;", "public void End() => Emit(new Word(_total.ToString()));")]
    [InlineData("private List<Line> {|TG0401:_lines|} = [];", "_lines.Add(line);", "public void End() { foreach (Line line in _lines) Emit(new Word(line.Text)); }")]
    [InlineData("private Dictionary<string, long> {|TG0401:_counts|} = [];", "_counts[line.Text] = 1;", "public void End() { foreach (string key in _counts.Keys) Emit(new Word(key)); }")]
    [InlineData("private long[] {|TG0401:_counts|} = new long[9];", "_counts[line.Number]++;", "public void End() => Emit(new Word(_counts[0].ToString()));")]
    [InlineData("private bool {|TG0401:_begun|};", "if (!_begun) { _begun = true; Emit(new Word(line.Text)); }")]
    public Task What_is_carried_from_tuple_to_tuple_is_found(string field, string body, string members = "") => Check.Marked(Work(field, body, members));

    [Theory]
    [InlineData("[State] private long _total;", "Emit(new Word((++_total).ToString()));")]
    [InlineData("private readonly List<Line> _lines = [];", "_lines.Add(line); if (_lines.Count > 3) Emit(new Word(line.Text));")]
    [InlineData("private int _index;", "Emit(new Word(_index.ToString()));", "public void Open(TaskContext task) => _index = task.Index;")]
    [InlineData("private long _began;", "if (_began > 3) _began++;", "public void Open(TaskContext task) => _began = task.Time.GetTimestamp();")]
    [InlineData("private string _text = \"\";", "_text = line.Text; Send();", "private void Send() => Emit(new Word(_text));")]
    [InlineData("private List<Line> _batch = [];", "_batch.Add(line); if (_batch.Count > 3) { Emit(new Word(line.Text)); _batch.Clear(); }")]
    [InlineData("private long _seen;", "_seen++;", "public long Seen => _seen;")]
    [InlineData("private StringReader? _reader;", "_reader ??= new StringReader(line.Text); Emit(new Word(_reader.ReadToEnd()));")]
    public Task What_is_kept_or_need_not_be_is_none(string field, string body, string members = "") => Check.Silent(Work(field, body, members));

    [Fact]
    public Task Where_nothing_is_kept_it_is_none()
        => Check.Silent(Work("private long _total;", "Emit(new Word((++_total).ToString()));").Replace("ExactlyOnce", "AtMostOnce", StringComparison.Ordinal));

    [Fact]
    public Task A_parameter_of_the_primary_constructor_is_none() => Check.Silent(
        Work("public int Limit => limits.Count;", "if (line.Number < limits[0]) Emit(new Word(line.Text));").Replace("class Work", "class Work(List<int> limits)", StringComparison.Ordinal));

    [Fact]
    public Task A_base_in_another_file_is_looked_at() => Check.Files(
    [
        WorkProgram.With("[Bolt, ShuffleGrouping<Lines>] public sealed partial class Work : Library.Counter<Line>;"),
        """
        namespace Library;

        /// <summary>A base.</summary>
        public abstract class Counter<T>
            where T : struct
        {
            private long {|TG0401:_total|};

            public void Execute(in T tuple) => _total++;

            public virtual void End() => Console.WriteLine(_total);
        }
        """,
    ]);

    [Fact]
    public Task The_fix_marks_the_field() => Fix.Turns(
        "TG0401",
        Work("/// <summary>All of it.</summary>\n    private long _total;\n    private long _other;", "Emit(new Word((++_total + ++_other).ToString()));"),
        Work("/// <summary>All of it.</summary>\n    [State] private long _total;\n    [State] private long _other;", "Emit(new Word((++_total + ++_other).ToString()));"));

    [Fact]
    public Task Two_fields_in_one_declaration_are_left_alone()
        => Fix.IsNotOffered("TG0401", Work("private long _total, _other;", "Emit(new Word((++_total + ++_other).ToString()));"));

    private static string Work(string field, string body, string members = "") => WorkProgram.With($$"""
        [Bolt]
        public sealed partial class Work
        {
            {{field}}

            [ShuffleGrouping<Lines>]
            public void Execute(in Line line)
            {
                {{body}}
            }

            {{members}}

            [Output] private partial void Emit(in Word word);
        }
        """);
}
