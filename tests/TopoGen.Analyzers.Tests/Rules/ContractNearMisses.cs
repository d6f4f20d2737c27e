namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Near misses of the rules of contract files. Where a change is told, it is by another rule than its row's.</summary>
internal static class ContractNearMisses
{
    public static IReadOnlyList<NearMiss> All { get; } =
    [
        new("TG0407", ContractHits.Program.Replace("ref long total", "ref decimal total", StringComparison.Ordinal).Replace("Delivery.ExactlyOnce", "Delivery.AtMostOnce", StringComparison.Ordinal), ContractHits.Contract.Replace("ExactlyOnce", "AtMostOnce", StringComparison.Ordinal)),
        new("TG0407", ContractHits.Program.Replace("long Cents)", "long Cents, int Count = 1)", StringComparison.Ordinal), ContractHits.Contract),
        new("TG0408", ContractHits.Program.Replace("[Bolt]", "[Bolt(Parallelism = 4)]", StringComparison.Ordinal), ContractHits.Contract),
        new("TG0408", ContractHits.Program.Replace("[State] ref long total) => total", "[State(\"total\")] ref long sum) => sum", StringComparison.Ordinal), ContractHits.Contract),
        new("TG0411", ContractHits.Program, "# <<<<<<< HEAD\n\n" + ContractHits.Contract.Replace("\n", "\r\n\r\n", StringComparison.Ordinal)),
        new("TG0411", ContractHits.Program, ContractHits.Contract.Replace("    ", "\t", StringComparison.Ordinal) + "\n\n"),
    ];
}
