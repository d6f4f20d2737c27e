namespace TopoGen.Benchmarks;

/// <summary>One of the programs that are compared.</summary>
/// <param name="Name">For tables, and unique.</param>
/// <param name="Command">What is run: an assembly and its arguments.</param>
/// <param name="IsSilent">It prints no figures: only its whole time is known.</param>
/// <param name="IsWorker">It is started with the settings that a supervisor gives its workers.</param>
/// <param name="IsSpread">Of its two processes each is kept on a processor of its own.</param>
internal sealed record Subject(
    string Name, IReadOnlyList<string> Command, bool IsSilent = false, bool IsWorker = false, bool IsSpread = false)
{
    /// <summary>A tenth of the work is enough to see that something works.</summary>
    private const int QuickPart = 10;

    /// <param name="name">Of a measurement in <see cref="MeasurementCatalog"/>.</param>
    /// <param name="options">How thoroughly.</param>
    public static Subject Measured(string name, SuiteOptions options)
    {
        long count = MeasurementCatalog.All.First(measurement => measurement.Name == name).Count;
        return Own(name, "measure", name, $"{(options.IsQuick ? Math.Max(1, count / QuickPart) : count)}");
    }

    /// <summary>This program, with arguments.</summary>
    public static Subject Own(string name, params string[] arguments) => new(name, [typeof(Subject).Assembly.Location, .. arguments]);
}
