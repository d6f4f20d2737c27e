namespace TopoGen.Runtime.Tests.Engine.Adapting;

public class AdaptiveSpinTests
{
    private const long Limit = 160;

    [Fact]
    public void It_looks_on_until_work_came_late_several_times()
    {
        var spin = new AdaptiveSpin(Limit, isConstant: false);
        int late = 0;
        while (spin.Length == Limit)
        {
            spin.Note(Limit + 1);
            late++;
        }

        Assert.Equal(4, late);
        Assert.Equal(Limit / 8, spin.Length);
    }

    [Fact]
    public void It_looks_on_again_where_work_comes_soon_however_long_it_came_late()
    {
        var spin = new AdaptiveSpin(Limit, isConstant: false);
        for (int i = 0; i < 1000; i++)
        {
            spin.Note(long.MaxValue);
        }

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(Limit / 8, spin.Length);
            spin.Note(Limit);
        }

        Assert.Equal(Limit, spin.Length);
    }

    [Fact]
    public void Constant_one_looks_on_whatever_comes()
    {
        var spin = new AdaptiveSpin(Limit, isConstant: true);
        for (int i = 0; i < 1000; i++)
        {
            spin.Note(long.MaxValue);
        }

        Assert.Equal(Limit, spin.Length);
    }
}
