namespace TopoGen.Analyzers.Tests.State;

/// <summary>TG0410.</summary>
public sealed class EarlyChangeTests
{
    [Theory]
    [InlineData("{|TG0410:all.Add(line.Number)|}; if (line.Number > 99) throw new FormatException();", "'all' is changed here, and stays so when 'throw' throws: what a state refers to is not undone; change it last")]
    [InlineData("{|TG0410:all.Add(line.Number)|}; all.Add(long.Parse(line.Text));", "'all' is changed here, and stays so when 'Parse' throws: what a state refers to is not undone; change it last")]
    [InlineData("{|TG0410:_texts.Add(line.Text)|}; names.Look(line.Text);", "'_texts' is changed here, and stays so when 'Look' throws: what a state refers to is not undone; change it last")]
    public Task A_change_before_what_may_throw_is_found(string body, string message) => Check.Marked(Work(body), message);

    [Theory]
    [InlineData("names.Look(line.Text); all.Add(line.Number);")]
    [InlineData("if (line.Number > 3) { all.Add(line.Number); return; } throw new FormatException();")]
    [InlineData("total += line.Number; if (total > 99) throw new FormatException();")]
    [InlineData("all.Add(line.Number); total++; _texts.Add(line.Text);")]
    public Task What_is_changed_last_or_undone_is_none(string body) => Check.Silent(Work(body));

    [Fact]
    public Task Where_nothing_is_kept_it_is_none()
        => Check.Silent(Work("all.Add(line.Number); all.Add(long.Parse(line.Text));").Replace("ExactlyOnce", "AtMostOnce", StringComparison.Ordinal));

    private static string Work(string body) => WorkProgram.With($$"""
        public interface INames
        {
            void Look(string name);
        }

        [Bolt]
        public sealed partial class Work(INames names)
        {
            [State] private List<string> _texts = [];

            [FieldsGrouping<Lines>(nameof(Line.Text))]
            public void Execute(in Line line, [State] ref List<long> all, [State] ref long total)
            {
                {{body}}
            }

            public void Close() => names.Look($"{_texts.Count}");
        }
        """);
}
