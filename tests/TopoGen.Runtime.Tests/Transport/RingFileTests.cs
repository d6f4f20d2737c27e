using System.Runtime.Versioning;

namespace TopoGen.Runtime.Tests.Transport;

[UnsupportedOSPlatform("windows")]
public sealed class RingFileTests : IDisposable
{
    private const int Size = LinkOptions.MinRing;
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-rings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxFact]
    public void Both_sides_have_the_same_memory_and_its_name_is_gone()
    {
        using RingFile made = RingFile.Make(_folder, Size);
        string path = Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(Mode, File.GetUnixFileMode(path));
        Assert.False(made.IsTaken);
        using RingFile taken = RingFile.Take(_folder, made.Offer);
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.True(made.IsTaken);
        made.Unlink();

        byte[] bytes = new byte[10];
        Assert.Equal(3, made.Writer.Write([1, 2, 3]));
        Assert.Equal(2, taken.Writer.Write([4, 5]));
        Assert.Equal(3, taken.Reader.Read(bytes));
        Assert.Equal([1, 2, 3], bytes[..3]);
        Assert.Equal(2, made.Reader.Read(bytes));
        Assert.Equal([4, 5], bytes[..2]);
    }

    [LinuxFact]
    public void Memory_that_nobody_takes_is_gone_too()
    {
        using RingFile made = RingFile.Make(_folder, Size);
        made.Unlink();
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Throws<FileNotFoundException>(() => RingFile.Take(_folder, made.Offer));
    }

    [LinuxTheory]
    [InlineData("mode", "mode 644")]
    [InlineData("length", "bytes; expected 135,168")]
    [InlineData("size", "a ring of 1 bytes; expected 65,536 to 67,108,864")]
    [InlineData("id", "is not what was offered")]
    [InlineData("folder", "")]
    public void What_is_not_as_offered_is_refused(string what, string reason)
    {
        using RingFile made = RingFile.Make(_folder, Size);
        string path = Assert.Single(Directory.GetFiles(_folder));
        RingOffer offer = made.Offer;
        switch (what)
        {
            case "mode":
                File.SetUnixFileMode(path, Mode | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
                break;
            case "length":
                File.AppendAllText(path, "more");
                break;
            case "size":
                offer = offer with { Size = 1 };
                break;
            case "id":
                made.Header.Id = Guid.NewGuid();
                break;
            default:
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
        }

        Exception error = Assert.ThrowsAny<Exception>(() => RingFile.Take(_folder, offer));
        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.Contains(reason, error.Message);
    }

    [LinuxFact]
    public async Task What_killed_processes_left_is_removed_and_nothing_else()
    {
        string old = Path.Combine(_folder, RingFile.Prefix + "old");
        string young = Path.Combine(_folder, RingFile.Prefix + "young");
        string other = Path.Combine(_folder, "other");
        foreach (string path in (string[])[old, young, other])
        {
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - (path == young ? TimeSpan.FromMinutes(2) : TimeSpan.FromHours(1)));
        }

        await using TestWorker worker = await TestWorker.Start("a", o => o.RingFolder = _folder);
        Assert.Equal([other, young], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }
}
