using TopoGen.Oracle.Chaos;

namespace TopoGen.Chaos.Tests;

/// <summary>Spouts share the keys, and what they are allowed.</summary>
public sealed class ShareTests
{
    [Theory]
    [InlineData(64, 10)]
    [InlineData(65, 7)]
    public void All_numbers_of_all_keys_are_given_once(int keys, long length)
    {
        Share[] shares = [new(0, 2, keys, length), new(1, 2, keys, length)];

        Number[] all = [.. shares.SelectMany(share => Enumerable.Range(0, (int)share.Count).Select(position => share.At(position)))];

        Assert.Equal(keys * length, all.Distinct().Count());
        Assert.All(all, number => Assert.InRange(number.Sequence, 1, length));
        Assert.All(shares, share => Assert.All(Enumerable.Range(0, (int)share.Count), at => Assert.Equal(at, share.PositionOf(share.At(at).Key, share.At(at).Sequence))));
    }

    [Fact]
    public void All_that_is_allowed_is_given_in_the_end()
    {
        Share[] shares = [new(0, 2, 65, 7), new(1, 2, 65, 7)];

        Assert.All(shares, share => Assert.Equal((0, share.Count), (share.Of(0), share.Of(65 * 7))));
        Assert.All(Enumerable.Range(0, 65 * 7), allowed => Assert.InRange(shares.Sum(share => share.Of(allowed)), allowed - 1, allowed));
    }
}
