namespace TopoGen.Runtime.Tests.Coordination;

public sealed class FencingTokenTests
{
    [Fact]
    public void Incarnations_rise_with_the_generation_and_are_others_under_another_nonce()
    {
        const ulong low = 0x0001_FFFF_FFFF_FFFF;
        const ulong high = 0xFFFF_0000_0000_0000;

        Assert.NotEqual(new FencingToken(8, low).Incarnation, new FencingToken(8, high).Incarnation);
        Assert.True(new FencingToken(8, high).Incarnation < new FencingToken(9, low).Incarnation);
        Assert.Equal(new FencingToken(8, low).Incarnation, new FencingToken(8, low).Incarnation);
    }
}
