using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>What a user reads after <c>dotnet build</c>, by real builds.</summary>
public sealed partial class BuildTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-build-");

    /// <summary>Five mistakes, none of which the compiler minds.</summary>
    private const string Wrong = """
        using TopoGen;

        [Topology("orders", Delivery = Delivery.ExactlyOnce)]
        public sealed partial class Orders
        {
            [StreamTuple] public readonly partial record struct Order(string Customer, object Cents);

            [Spout]
            public sealed partial class Shop
            {
                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(in Order order);
            }

            [Bolt(Parallelism = 0)]
            public sealed partial class Sum
            {
                [FieldsGrouping<Shop>("Custmer")]
                public void Execute(in Order order) { }

                [Tick("1")] private void Beat() { }
            }
        }
        """;

    private static readonly string[] Found = ["TG0203", "TG0306", "TG0504", "TG0701", "TG0704"];

    [Fact]
    public async Task A_build_prints_what_analyzers_find()
        => Assert.Equal(Found, await Build(Wrong));

    [Fact]
    public async Task A_build_that_stops_at_a_declaration_prints_everything_as_well()
        => Assert.Equal(
            ["CS0501", "CS0751", "CS8795", "TG0101", "TG0109", .. Found],
            await Build(Wrong.Replace(
                "[Bolt(Parallelism = 0)]",
                """
                [Bolt]
                public sealed class NotPartial
                {
                    [ShuffleGrouping<Shop>] public void Execute(in Order order) { }
                    [Output] private partial void Emit(in Order order);
                }

                [Bolt]
                public sealed partial class WithoutBody
                {
                    [ShuffleGrouping<Shop>] public void Execute(in Order order) { }
                    [Output] private void Emit(in Order order);
                }

                [Bolt(Parallelism = 0)]
                """,
                StringComparison.Ordinal)));

    [Fact]
    public async Task A_build_without_analyzers_prints_everything_as_well()
        => Assert.Equal(Found, await Build(Wrong, "-p:RunAnalyzers=false"));

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The ids of all errors, sorted, each as often as it was printed.</summary>
    private async Task<List<string>> Build(string program, params string[] arguments)
    {
        string bin = AppContext.BaseDirectory;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Orders.cs"), program);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Orders.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Library</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{bin}TopoGen.Abstractions.dll;{bin}TopoGen.Runtime.dll" />
                <Analyzer Include="{bin}TopoGen.Generators.dll;{bin}TopoGen.Analyzers.dll" />
                <CompilerVisibleProperty Include="RunAnalyzers;RunAnalyzersDuringBuild" />
              </ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["build", "-nologo", "-v:q", "-clp:NoSummary", "-nodeReuse:false", .. arguments])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using Process build = Process.Start(start)!;
        string output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();

        // The summary repeats everything.
        string printed = output.Split("Build FAILED.")[0];
        List<string> ids = [.. Error().Matches(printed).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.True(build.ExitCode != 0 && ids.Count > 0, output);
        return ids;
    }

    [GeneratedRegex(@"^.*Orders\.cs\(\d+,\d+\): error (\w+):", RegexOptions.Multiline)]
    private static partial Regex Error();
}
