namespace TopoGen.Runtime.Tests.Transport;

public class LinkOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => new LinkOptions().Validate();

    public static TheoryData<string, string, string> Wrong => new()
    {
        { nameof(LinkOptions.WindowSize), "65535", "65,536 to 67,108,864" },
        { nameof(LinkOptions.RingSize), "65535", "65,536 to 67,108,864" },
        { nameof(LinkOptions.MaxTupleSize), "1", "1,024 to" },
        { nameof(LinkOptions.ConnectTimeout), "00:00:00", "00:00:00.0100000 to" },
        { nameof(LinkOptions.HeartbeatInterval), "00:00:02", "to 00:00:01" },
        { nameof(LinkOptions.TimeToLive), "00:00:00", "00:00:00.0300000 to" },
        { nameof(LinkOptions.Listen), "nowhere", "expected host:port" },
        { nameof(LinkOptions.Listen), "0.0.0.0:7000", "set Advertise" },
        { nameof(LinkOptions.Listen), "[::]:7000", "set Advertise" },
        { nameof(LinkOptions.Advertise), "host:7000", "set Listen too" },
        { nameof(LinkOptions.CertificatePath), "/none.pem", "TLS needs all three" },
        { nameof(LinkOptions.Secret), "short", "at least 8" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_option_is_named_with_what_was_expected(string option, string value, string expected)
    {
        var options = new LinkOptions();
        System.Reflection.PropertyInfo property = typeof(LinkOptions).GetProperty(option)!;
        object converted = property.PropertyType == typeof(int) ? int.Parse(value)
            : property.PropertyType == typeof(TimeSpan) ? TimeSpan.Parse(value)
            : value;
        property.SetValue(options, converted);
        TopologyInputException error = Assert.Throws<TopologyInputException>(options.Validate);
        Assert.StartsWith(option, error.Message);
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_socket_path_that_is_too_long_is_an_error_that_says_what_to_do()
    {
        string folder = Path.Combine(Path.GetTempPath(), new string('x', 100));
        TopologyInputException error = await Assert.ThrowsAsync<TopologyInputException>(
            () => TestWorker.Start("a", o => o.SocketFolder = folder));
        Assert.Contains("set SocketFolder to a shorter one", error.Message);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_folder_that_is_given_is_made_for_this_user_only_and_stays()
    {
        string folder = Path.Combine(Path.GetTempPath(), "topogen-" + Guid.NewGuid().ToString("N")[..8]);
        TestWorker worker = await TestWorker.Start("a", o => o.SocketFolder = folder);
        Assert.True(File.Exists(worker.Info.Socket));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }

        await worker.DisposeAsync();
        Assert.False(File.Exists(worker.Info.Socket));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_that_names_it()
    {
        await using TestWorker first = await TestWorker.Start("a", static o => o.Listen = "127.0.0.1:0");
        TopologyInputException error = await Assert.ThrowsAsync<TopologyInputException>(
            () => TestWorker.Start("b", o => o.Listen = first.Info.Address));
        Assert.StartsWith($"Listen is '{first.Info.Address}', where this worker cannot listen", error.Message);
    }

    [Fact]
    public async Task What_is_advertised_is_what_others_are_told()
    {
        await using TestWorker worker = await TestWorker.Start("a", static o =>
        {
            o.Listen = "0.0.0.0:0";
            o.Advertise = "a.example:0";
        });
        Assert.Matches("^a\\.example:[1-9][0-9]*$", worker.Info.Address);
        worker.AwaitLog("without a secret");
    }
}
