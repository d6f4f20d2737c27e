using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

public sealed class NameTextTests
{
    [Fact]
    public void Texts_of_ids_and_names_are_read_as_what_they_were()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            EpochId epoch = Checkpoints.Random(random).Id;
            BlobName name = new(epoch, random.Next(2) == 0 ? "Tally" : "a/b.c ü", (BlobKind)random.Next(3), random.Next(1 << random.Next(1, 31)), random.Next(3));
            Assert.True(EpochId.TryParse(epoch.ToString(), out EpochId id) && id == epoch, $"seed {seed}: {epoch}");
            Assert.True(BlobName.TryParse(name.ToString(), out BlobName read) && read == name, $"seed {seed}: {name}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000001.1.0000000000000001")]
    [InlineData("0000000000000001.1.0000000000000001.1.1")]
    [InlineData("000000000000001.1.0000000000000001.1")]
    [InlineData("000000000000000A.1.0000000000000001.1")]
    [InlineData("000000000000000g.1.0000000000000001.1")]
    [InlineData("0000000000000001.01.0000000000000001.1")]
    [InlineData("0000000000000001.-1.0000000000000001.1")]
    [InlineData("0000000000000001. 1.0000000000000001.1")]
    [InlineData("0000000000000001.1.0000000000000001.9223372036854775808")]
    public void What_is_no_id_is_refused(string text) => Assert.False(EpochId.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("0000000000000001.1.0000000000000001.1")]
    [InlineData("0000000000000001.1.0000000000000001.1/g1")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/g")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/x1")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/g01")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/g-1")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/g2147483648")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/c1.0")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/c1.")]
    [InlineData("0000000000000001.1.0000000000000001.1/Tally/c1.1.1")]
    public void What_is_no_name_is_refused(string text) => Assert.False(BlobName.TryParse(text, out _));
}
