using System.Globalization;

namespace TopoGen.Runtime.Tests.ErrorStreams;

/// <summary>What is said of values and exceptions, whatever they are.</summary>
public sealed class FailureTextTests
{
    private readonly record struct Weight(double Kilograms, string Name);

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            Assert.Equal("Weight { Kilograms = 1,5, Name = a }", $"{new Weight(1.5, "a")}");

            Assert.Equal("Weight { Kilograms = 1.5, Name = a }", FailureText.Of(new Weight(1.5, "a"), 100));
            Assert.Same(other, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData("0123456789x", "012345678…")]
    [InlineData("01234567😀x", "01234567…")]
    public void Long_texts_are_cut_off_between_characters(string text, string expected)
    {
        Assert.Equal(expected, FailureText.Of(text, 10));
        Assert.Equal($"Exception: {text}"[..9] + "…", FailureText.OfThrown(new Exception(text), 10));
    }

    [Fact]
    public void Types_that_throw_when_they_are_asked_are_named()
    {
        Assert.Equal("Wrong (its ToString threw InvalidOperationException)", FailureText.Of(new Wrong(), 100));
        Assert.Equal("WrongException (its Message threw InvalidOperationException)", FailureText.OfThrown(new WrongException(), 100));
        Assert.Equal("null", FailureText.Of<string?>(null, 100));
    }

    private sealed class Wrong
    {
        public override string ToString() => throw new InvalidOperationException();
    }

    private sealed class WrongException : Exception
    {
        public override string Message => throw new InvalidOperationException();
    }
}
