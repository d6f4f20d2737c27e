using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Tests.Supervision;

/// <summary>Real processes: a shell in the place of the executable.</summary>
public sealed class ProcessLauncherTests : IDisposable
{
    private static readonly HandOver Told = new()
    {
        Name = "w1",
        Supervisor = "s",
        Run = "r",
        Store = new StoreAddress { Address = "redis:1", Password = "p\"w\n1" },
        Secret = "secret-1",
    };

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_child_is_told_on_its_input_and_nothing_stands_in_its_arguments_or_environment()
    {
        using IChild child = Start("read -r line; printf '%s\\n' \"$line\"; echo \"$0 $@\"; env; echo oops >&2; exit 7");

        Assert.Equal(7, await child.Exited.InTime());
        string[] lines = _host.Output.Split('\n');
        Assert.Equal(Told.ToLine(), lines[0]);
        Assert.Equal("worker --supervised", lines[1]);
        Assert.DoesNotContain("secret-1", string.Join('\n', lines[1..]), StringComparison.Ordinal);
        Assert.Equal("w1 | oops\n", _host.Errors);
        Assert.Equal("p\"w\n1", HandOver.Parse(lines[0]).Store.Password);
    }

    [Fact]
    public async Task The_topology_is_named_where_the_executable_has_several()
    {
        using IChild child = Start("echo \"$0 $@\"", "numbers");
        await child.Exited.InTime();

        Assert.Equal("worker --supervised --topology=numbers\n", _host.Output);
    }

    [Fact]
    public async Task A_child_sees_the_end_of_its_input_when_it_is_given_up()
    {
        IChild child = Start("cat >/dev/null; echo ended");
        child.Dispose();

        await Deadline.UntilAsync(() => _host.Output == "ended\n");
    }

    [Fact]
    public async Task A_killed_child_ends_with_128_and_the_signal()
    {
        using IChild child = Start("exec cat");
        child.Kill();

        Assert.Equal(137, await child.Exited.InTime());
        child.Kill();
    }

    [Theory]
    [InlineData("/usr/bin/dotnet", "app.dll", "/usr/bin/dotnet", true)]
    [InlineData("/opt/app/WordCount", "/opt/app/WordCount.dll", "/opt/app/WordCount", false)]
    public void The_same_executable_is_started_again(string program, string entry, string file, bool isHosted)
    {
        var command = ChildCommand.Of(program, entry);

        Assert.Equal(file, command.File);
        Assert.Equal(isHosted ? [Path.GetFullPath(entry)] : [], command.Arguments);
    }

    [Theory]
    [InlineData(0, "left")]
    [InlineData(1, "ended with exit code 1")]
    [InlineData(137, "was killed (signal 9)")]
    [InlineData(139, "died of signal 11")]
    [InlineData(255, "ended with exit code 255")]
    public void How_it_ended_is_said_in_words(int code, string text) => Assert.Equal(text, ExitText.Of(code));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("hello")]
    public void What_is_no_hand_over_is_refused_without_repeating_it(string? line)
    {
        var mistake = Assert.Throws<TopologyInputException>(() => HandOver.Parse(line));

        Assert.DoesNotContain("hello", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_shown_by_accident()
    {
        string shown = $"{Told} {Told.Store with { Address = "redis://me:hidden@host:1" }}";

        Assert.Equal("w1 of s redis://host:1", shown);
    }

    private IChild Start(string script, string? topology = null)
        => new ProcessLauncher(() => new ChildCommand("/bin/sh", ["-c", script])).Start(new ChildStart(topology, Told), new ChildOutput(_host));
}
