using TopoGen.Hosting.Text;

namespace TopoGen.Hosting.Tests.Text;

public sealed class StringCacheTests
{
    [Fact]
    public void Texts_come_back_equal_whatever_was_asked_before()
    {
        var random = new Random(1);
        var cache = new StringCache();
        for (int i = 0; i < 200_000; i++)
        {
            char[] text = new char[random.Next(40)];
            for (int c = 0; c < text.Length; c++)
            {
                text[c] = (char)('a' + random.Next(i % 2 == 0 ? 2 : 60_000));
            }

            Assert.Equal(new string(text), cache.Get(text));
        }
    }

    [Fact]
    public void A_text_that_comes_again_is_the_same_string()
    {
        var cache = new StringCache();

        Assert.Same(cache.Get("word"), cache.Get("word"));
    }
}
