using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("--many 100")]
    [InlineData("run --many=100")]
    [InlineData("a b --many 100 c")]
    [InlineData("--component Adder=1,Sink=1 --component Adder=8 --executors 4 --ring-capacity 2 --batch-size 1")]
    public async Task Run_is_the_default_command(string commandLine)
    {
        Results results = await _host.RunNumbersAsync(commandLine);

        Assert.Equal(4950, results.Sum);
        Assert.Equal("", _host.Output);
        Assert.Matches(@"^numbers completed in \d+\.\d\d s: 200 tuples executed, 0 failed\n$", _host.Errors);
    }

    [Theory]
    [InlineData("one two", "one,two")]
    [InlineData("run run", "run")]
    [InlineData("run run graph", "run,graph")]
    [InlineData("x/run", "x/run")]
    [InlineData("samples/app", "samples/app")]
    [InlineData("x --many 1 y", "x,y")]
    [InlineData("./describe", "./describe")]
    [InlineData("-- describe --many -- -x", "describe,--many,--,-x")]
    [InlineData("a -- b", "a,b")]
    [InlineData("-", "-")]
    [InlineData("@file [suggest]", "@file,[suggest]")]
    public async Task Texts_by_position_arrive_as_they_were_typed(string commandLine, string texts)
        => Assert.Equal(texts.Split(','), (await _host.RunNumbersAsync(commandLine)).Settings!.Texts!);

    [Theory]
    [InlineData("--loud=true", true)]
    [InlineData("--loud=false", false)]
    [InlineData("--loud maybe", true, "maybe")]
    public async Task A_switch_takes_a_value_only_after_an_equals_sign(string commandLine, bool loud, params string[] texts)
    {
        Numbers.Settings settings = (await _host.RunNumbersAsync(commandLine)).Settings!;

        Assert.Equal(loud, settings.Loud);
        Assert.Equal(texts, settings.Texts ?? []);
    }

    [Fact]
    public async Task Parameters_of_every_kind_are_filled()
    {
        Numbers.Settings settings = (await _host.RunNumbersAsync("--loud --colour green --tags a --tags=b --many 3")).Settings!;

        Assert.Equal((true, Numbers.Colour.Green, 3), (settings.Loud, settings.Colour, settings.Many));
        Assert.Equal(["a", "b"], settings.Tags!);
        Assert.Null(settings.Texts);
    }

    [Theory]
    [InlineData("--executors 0", "--executors is '0'; expected a whole number, 1 to 1,024.")]
    [InlineData("--executors many", "--executors is 'many'; expected a whole number, 1 to 1,024.")]
    [InlineData("--ring-capacity 1000", "--ring-capacity is '1000'; expected a power of two, 2 to 1,048,576.")]
    [InlineData("--batch-size 65537", "--batch-size is '65537'; expected a whole number, 1 to 65,536.")]
    [InlineData("--drain-timeout 2d", "--drain-timeout is '2d'; expected a time such as 250ms or 30s, 0s to 1d.")]
    [InlineData("--spin-time 5", "--spin-time is '5'; expected a time such as 250ms or 30s, 0s to 10ms.")]
    [InlineData("--component", "Required argument missing for option: '--component'.")]
    [InlineData("--component Adder", "--component is 'Adder'; expected NAME=N[,NAME=N] with N the number of tasks, 0 or more.")]
    [InlineData("--component Adder=-1", "--component Adder is '-1'; expected a number of tasks, 0 or more.")]
    [InlineData("--component Added=1", "--component Added: topology 'numbers' has no component 'Added'; did you mean 'Adder'?")]
    [InlineData("--component X=1", "--component X: topology 'numbers' has no component 'X'; it has Adder, Sink, Source.")]
    [InlineData("--component Adder=257", "Parallelism of component 'Adder' is 257; expected 0 to 256 (the topology has 256 key groups).")]
    [InlineData("--many few", "--many is 'few'; expected a whole number, -2,147,483,648 to 2,147,483,647.")]
    [InlineData("--many 1 --many 2", "Option '--many' expects a single argument but 2 were provided.")]
    [InlineData("--loud=maybe", "--loud is a switch and takes no value but =true or =false, not 'maybe'.")]
    [InlineData("describe --json maybe", "--json is a switch and takes no value but =true or =false, not 'maybe'.")]
    [InlineData("--colour blue", "--colour is 'blue'; expected one of Red, Green.")]
    [InlineData("--mnay 3", "There is no option --mnay; did you mean '--many'?")]
    [InlineData("--frobnicate=3", "There is no option --frobnicate; run --help shows all.")]
    [InlineData("text -x", "There is no option -x; run --help shows all.")]
    [InlineData("describe text", "Unexpected 'text'; describe of 'numbers' takes options only.")]
    [InlineData("describe -- text", "Unexpected 'text'; describe takes options only.")]
    [InlineData("describe --jsn", "There is no option --jsn; did you mean '--json'?")]
    [InlineData("graph --format svg", "--format is 'svg'; expected mermaid or dot.")]
    [InlineData("--workers 0", "--workers is '0'; expected a whole number, 1 to 1,024.")]
    [InlineData("--fresh", "--fresh has nothing to do: numbers keeps no epochs, and a run of one process begins anew.")]
    [InlineData("--accept-loss", "--accept-loss has nothing to do: numbers keeps no epochs, and a run of one process begins anew.")]
    [InlineData("--epoch-interval 1ms", "--epoch-interval is '1ms'; expected a time such as 250ms or 30s, 10ms to 1h.")]
    [InlineData("--workers 2 -", "TEXT is '-': workers cannot share standard input; give files, or leave out --workers to run in one process.")]
    [InlineData("worker --listen 7000", "--listen is '7000'; expected HOST:PORT, such as 0.0.0.0:7000 or [::1]:7000.")]
    [InlineData("worker --lease-time 1ms", "--lease-time is '1ms'; expected a time such as 250ms or 30s, 500ms to 1m.")]
    [InlineData("worker --redis-tls maybe", "--redis-tls is 'maybe'; expected true or false.")]
    [InlineData("worker --supervised", "worker --supervised is for the children of 'run --workers N', which tell them more on standard input; start a worker without it.")]
    [InlineData("status --redis-database -1", "--redis-database is '-1'; expected a whole number, 0 to 65,535.")]
    [InlineData("status --listen a:1", "There is no option --listen; status --help shows all.")]
    [InlineData("status text", "Unexpected 'text'; status of 'numbers' takes options only.")]
    [InlineData("kill --wait soon", "--wait is 'soon'; expected a time such as 250ms or 30s, 0s to 1d.")]
    [InlineData("kill --wait 2d", "--wait is '2d'; expected a time such as 250ms or 30s, 0s to 1d.")]
    public async Task A_mistake_is_one_line_and_exit_code_2(string commandLine, string message)
    {
        string actual = await _host.RefuseNumbersAsync(commandLine);

        // What a number must be is said by the generator; here it counts that it is said.
        Assert.StartsWith(message.TrimEnd('.'), actual, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_nobody_takes_may_be_a_misspelt_command()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Of<Lonely>(), "descrbe"));

        Assert.Equal("error: There is no command 'descrbe'; did you mean 'describe'?\n", _host.Errors);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-describe", "describe -h")]
    [InlineData("help-worker", "worker --help")]
    [InlineData("help-status", "status --help")]
    [InlineData("help-rebalance", "rebalance --help")]
    [InlineData("help-kill", "kill --help")]
    [InlineData("help-savepoint", "savepoint --help")]
    [InlineData("help-restore", "restore --help")]
    [InlineData("help-check-env", "check-env --help")]
    public async Task Help_is_as_recorded(string name, string commandLine)
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Numbers>(), commandLine));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output, name);
    }

    [Fact]
    public async Task One_of_several_topologies_must_be_named()
    {
        var results = new Results();
        Runtime.TopologyDefinition[] definitions = [Definitions.Numbers(results), Definitions.Of<Lonely>()];

        Assert.Equal(2, await _host.RunAsync(definitions, "run"));
        Assert.Equal(2, await _host.RunAsync(definitions, "--topology number --many 3"));
        Assert.Equal(2, await _host.RunAsync(definitions, "--topology xyz"));
        Assert.Equal(
            """
            error: This executable has several topologies; choose with --topology: numbers, lonely.
            error: --topology: there is no topology 'number'; did you mean 'numbers'?
            error: --topology: there is no topology 'xyz'; there are numbers, lonely.

            """,
            _host.Errors);
        Assert.Equal(0, await _host.RunAsync(definitions, "--many 3 --topology numbers"));
        Assert.Equal(3, results.Sum);
        Assert.Equal(0, await _host.RunAsync(definitions, "graph --topology=lonely"));
        Assert.Contains("Source", _host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topology_with_an_option_is_chosen_by_it_and_never_else()
    {
        var results = new Results();
        Runtime.TopologyDefinition[] definitions = [Definitions.Of<Optional>(), Definitions.Numbers(results)];

        Assert.Equal(0, await _host.RunAsync(definitions, "--many 3"));
        Assert.Equal(3, results.Sum);
        Assert.Equal(0, await _host.RunAsync(definitions, "graph --other"));
        Assert.Contains("Other", _host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await _host.RunAsync(definitions, "graph --other --topology optional"));
        Assert.Equal(0, await _host.RunAsync(definitions, "--help"));
        Assert.Matches(@"--other +--topology optional", _host.Output);
        Assert.Equal(2, await _host.RunAsync(definitions, "graph --other --topology numbers"));
        Assert.EndsWith("error: --other and --topology choose different topologies (optional, numbers); give one of them.\n", _host.Errors, StringComparison.Ordinal);
    }
}
