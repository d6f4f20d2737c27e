using BenchmarkDotNet.Running;
using TopoGen.Benchmarks;

// Without one of our own commands the arguments belong to BenchmarkDotNet.
switch (args)
{
    case ["suite", .. var options]:
        return await SuiteCommand.RunAsync(options);
    case ["measure", var name, var count]:
        return await MeasureCommand.RunAsync(name, long.Parse(count));
    case ["storm", var cell, var seconds]:
        return await StormCommand.RunAsync(cell, seconds);
    case ["latency", var subject, var seconds]:
        return await LatencyCommand.RunAsync(subject, seconds);
    case ["yahoo", var trial, var seconds, var window]:
        return await YahooCommand.RunAsync(trial, seconds, window);
    case ["run" or "worker", ..]:
        return await OwnHost.RunAsync(args);
    case ["peer", var name]:
        return await PeerCommand.RunAsync(name);
    case ["count", var kind, var file, "--output", var output]:
        return await CountCommand.RunAsync(kind, file, output);
    case ["recovery", .. var options]:
        return await RecoveryCommand.RunAsync(options);
    case ["generate", var components]:
        return GenerateCommand.Run(int.Parse(components));
    case ["scale", .. var what] when what.Length <= 2:
        return await ScaleCommand.RunAsync(
            what.ElementAtOrDefault(0), what.Length == 2 ? [.. what[1].Split(',').Select(int.Parse)] : [10, 100, 1000]);
    case ["analyze"]:
        return await AnalyzeCommand.RunAsync();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(SuiteCommand).Assembly).Run(args);
        return 0;
}
