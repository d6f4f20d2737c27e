using TopoGen.Runtime;
using TopoGen.Tests;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Invariant 1, over all that a store may forget: a token has one holder and one plan for ever. A store that lags may give a generation again, to
/// somebody who has not heard of it: then the nonce is another one.
/// </summary>
internal sealed class Holders(FaultCounts faults)
{
    private readonly Dictionary<ulong, string> _holders = [];
    private readonly Dictionary<FencingToken, ClusterPlan> _plans = [];
    private readonly Dictionary<long, ulong> _generations = [];

    /// <summary>What was wrong first.</summary>
    public string? Violation { get; private set; }

    /// <param name="what">The write that was accepted.</param>
    /// <param name="data">What the store has now.</param>
    public void Look(string what, InMemoryStoreData data)
    {
        FencingToken token = data.Register;
        if (what == "acquire" && !_holders.TryAdd(token.Nonce, data.Leader.Holder) && _holders[token.Nonce] != data.Leader.Holder)
        {
            Violation ??= $"{data.Leader.Holder} acquires {token}, whose nonce is that of {_holders[token.Nonce]}.";
        }

        if (what == "publish" && (!_holders.ContainsKey(token.Nonce) || !_plans.TryAdd(token, data.Plan!)))
        {
            Violation ??= $"{token} is given to a second plan, or was never acquired.";
        }

        if (what is "acquire" or "publish" && !_generations.TryAdd(token.Generation, token.Nonce) && _generations[token.Generation] != token.Nonce)
        {
            faults.Add(Fault.GenerationTwice);
        }
    }
}
