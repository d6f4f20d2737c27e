namespace TopoGen.Runtime.Tests.Transport;

public sealed class RingCopyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(6144)]
    [InlineData(100_000)]
    public void All_bytes_are_copied_and_no_others(int size)
    {
        byte[] source = new byte[size];
        new Random(1).NextBytes(source);
        byte[] target = new byte[size + 2];
        RingCopy.Copy(source, target.AsSpan(1));
        Assert.Equal([0, .. source, 0], target);
    }
}
