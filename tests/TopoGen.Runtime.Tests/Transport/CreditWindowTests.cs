namespace TopoGen.Runtime.Tests.Transport;

public class CreditWindowTests
{
    private const int Window = 64 * 1024;

    [Theory]
    [InlineData(0, Window, true)]
    [InlineData(1, Window, true)]
    [InlineData((Window / 4) - 1, Window, true)]
    [InlineData(Window / 4, Window, false)]
    [InlineData(Window / 2, Window / 2, true)]
    [InlineData(Window / 2, (Window / 2) + 1, false)]
    [InlineData(0, 100 * Window, true)]
    [InlineData(Window, 24, false)]
    public void A_frame_goes_if_it_fits_or_goes_alone(long inFlight, int frame, bool goes)
        => Assert.Equal(goes, CreditWindow.Allows(inFlight, frame, Window));

    [Fact]
    public void Whatever_the_frames_something_can_always_go_on()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        long sent = 0;
        long handled = 0;
        long acknowledged = 0;
        for (int step = 0; step < 100_000; step++)
        {
            int frame = random.Next(3) == 0 ? random.Next(24, 5 * Window) : random.Next(24, 2000);
            if (CreditWindow.Allows(sent - acknowledged, frame, Window))
            {
                // The receiver, which knows what it handled, must allow it too.
                Assert.True(CreditWindow.Allows(sent - handled, frame, Window), $"seed {seed}");
                sent += frame;
                continue;
            }

            // It must not be allowed because something is on its way: handling that must end in an acknowledgement.
            Assert.True(sent > acknowledged, $"stuck with nothing under way (seed {seed})");
            handled = random.Next(2) == 0 ? sent : random.NextInt64(handled, sent + 1);
            if (CreditWindow.AcknowledgesNow(handled - acknowledged, Window))
            {
                acknowledged = handled;
            }

            Assert.True(handled != sent || CreditWindow.Allows(sent - acknowledged, int.MaxValue / 2, Window), $"stuck (seed {seed})");
        }
    }
}
