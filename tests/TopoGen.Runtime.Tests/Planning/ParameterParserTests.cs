namespace TopoGen.Runtime.Tests.Planning;

public sealed class ParameterParserTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("00:00:01.5", 1_500)]
    [InlineData("0", 0)]
    public void Times_have_a_unit_or_are_written_as_a_clock(string text, double milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ParameterParser.Time(text));

    [Theory]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1x")]
    [InlineData("1e300d")]
    public void Bare_numbers_are_no_times_because_they_would_be_days(string text) => Assert.Null(ParameterParser.Time(text));

    [Fact]
    public void Numbers_beyond_their_type_are_no_values()
    {
        Assert.Equal((byte)255, ParameterParser.Value<byte>("255"));
        Assert.Null(ParameterParser.Value<byte>("256"));
    }
}
