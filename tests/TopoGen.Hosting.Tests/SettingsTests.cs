using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests;

[Collection(nameof(Environment))]
public sealed class SettingsTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly List<string> _variables = [];

    public void Dispose()
    {
        _host.Dispose();
        _variables.ForEach(v => Environment.SetEnvironmentVariable(v, null));
    }

    [Fact]
    public async Task The_command_line_wins_over_the_environment_over_the_working_folder_over_the_executables()
    {
        _host.SettingsBeside("""{ "TopoGen": { "Parameters": { "Many": 4, "Colour": "Green", "Tags": ["x", "y"], "Texts": "t" } } }""");
        Assert.Equal(6, (await _host.RunNumbersAsync("")).Sum);

        _host.SettingsInWorkingFolder("""{ "TopoGen": { "Parameters": { "Many": 5 } } }""");
        Assert.Equal(10, (await _host.RunNumbersAsync("")).Sum);

        Set("TOPOGEN__PARAMETERS__MANY", "6");
        Assert.Equal(15, (await _host.RunNumbersAsync("")).Sum);

        Results results = await _host.RunNumbersAsync("--many 7");
        Assert.Equal(21, results.Sum);
        Assert.Equal(Numbers.Colour.Green, results.Settings!.Colour);
        Assert.Equal(["x", "y"], results.Settings.Tags!);
        Assert.Equal(["t"], results.Settings.Texts!);
    }

    [Fact]
    public async Task Parallelism_and_engine_options_come_from_everywhere()
    {
        _host.SettingsBeside("""{ "TopoGen": { "Executors": 1, "Components": { "adder": 3 } } }""");
        Set("TOPOGEN__COMPONENTS__SINK", "2");

        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Numbers>(), "graph --component Adder=5"));

        Assert.Contains("Adder × 5", _host.Output, StringComparison.Ordinal);
        Assert.Contains("Sink × 2", _host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_names_the_file_and_the_key()
    {
        string file = _host.SettingsBeside("""{ "TopoGen": { "Executors": 0 } }""");

        Assert.Equal($"TopoGen:Executors in {file} is '0'; expected a whole number, 1 to 1,024.", await _host.RefuseNumbersAsync(""));
    }

    [Fact]
    public async Task A_mistake_names_the_environment_variable()
    {
        Set("TOPOGEN__RINGCAPACITY", "3");

        Assert.Equal("TOPOGEN__RINGCAPACITY is '3'; expected a power of two, 2 to 1,048,576.", await _host.RefuseNumbersAsync(""));
    }

    [Theory]
    [InlineData("""{ "TopoGen": { "Exectors": 1 } }""", "TopoGen:Exectors in FILE: there is no such setting; did you mean 'Executors'?")]
    [InlineData("""{ "TopoGen": { "Parameters": { "Menny": 1 } } }""", "TopoGen:Parameters:Menny in FILE: there is no such setting; there are Texts, Many, Loud, Colour, Tags.")]
    [InlineData("""{ "TopoGen": { "Components": { "Added": 1 } } }""", "TopoGen:Components:Added in FILE: topology 'numbers' has no component 'Added'; did you mean 'Adder'?")]
    [InlineData("""{ "TopoGen": { """, "Cannot read the settings in FILE: ")]
    public async Task A_setting_that_does_nothing_is_a_mistake(string json, string message)
    {
        string file = _host.SettingsInWorkingFolder(json);

        Assert.StartsWith(message.Replace("FILE", file, StringComparison.Ordinal), await _host.RefuseNumbersAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_another_topology_of_the_executable_are_no_mistake()
    {
        _host.SettingsBeside("""{ "TopoGen": { "Topology": "lonely", "Components": { "Adder": 1 }, "Parameters": { "Many": 1 } } }""");

        Assert.Equal(0, await _host.RunAsync([Definitions.Of<Numbers>(), Definitions.Of<Lonely>()], "graph"));
        Assert.DoesNotContain("Adder", _host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_engine_option_can_be_set_and_its_documented_range_is_the_one_that_is_checked()
    {
        Assert.Equal(
            typeof(Runtime.EngineOptions).GetProperties().Select(p => p.Name).Where(n => n != "Components").Order(),
            EngineSettings.All.Select(s => s.Name).Order());
        foreach (Setting<Runtime.EngineOptions> setting in EngineSettings.All.Where(s => s.Range.Length > 0))
        {
            string[] bounds = setting.Range.Replace("a power of two, ", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Split(" to ");
            foreach (string bound in bounds)
            {
                var options = new Runtime.EngineOptions();
                Assert.True(setting.TrySet(options, bound), setting.Name);
                options.Validate();
            }

            string beyond = bounds[1][^1] is 's' or 'm' or 'h' or 'd' ? "25h" : "1073741825";
            var wrong = new Runtime.EngineOptions();
            Assert.True(setting.TrySet(wrong, beyond), setting.Name);
            Assert.Throws<TopologyInputException>(wrong.Validate);
        }
    }

    [Fact]
    public void What_is_preferred_is_said_by_its_name_and_nothing_else()
    {
        Setting<Runtime.EngineOptions> prefer = EngineSettings.All.Single(s => s.Name == "Prefer");
        foreach (Runtime.Preference preference in Enum.GetValues<Runtime.Preference>())
        {
            var options = new Runtime.EngineOptions();
            Assert.Contains(preference.ToString().ToLowerInvariant(), prefer.Expected, StringComparison.Ordinal);
            Assert.True(prefer.TrySet(options, preference.ToString().ToLowerInvariant()));
            Assert.Equal(preference, options.Prefer);
        }

        Assert.All((string[])["", "1", "speed", "latency,throughput"], text => Assert.False(prefer.TrySet(new Runtime.EngineOptions(), text)));
    }

    private void Set(string variable, string value)
    {
        _variables.Add(variable);
        Environment.SetEnvironmentVariable(variable, value);
    }
}
