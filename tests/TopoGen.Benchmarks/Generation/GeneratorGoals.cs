namespace TopoGen.Benchmarks;

/// <summary>What the generator is to cost.</summary>
internal static class GeneratorGoals
{
    public static GoalGroup Generator { get; } = new(
        "generator",
        [Subject.Own("generator", "generate", "200")],
        [
            new("Generator over 200 components, first run in its process", "generator", null, "cold", "ms", 2000),
            new("… outputs made anew after an unrelated edit", "generator", null, "emissions", "outputs", 0),
        ]);
}
