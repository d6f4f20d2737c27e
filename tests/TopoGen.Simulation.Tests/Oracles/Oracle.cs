namespace TopoGen.Simulation.Tests;

/// <summary>What runs in a history.</summary>
internal enum Oracle
{
    /// <summary><see cref="Simulation.Tests.Steps"/>, at most once.</summary>
    AtMostOnce,

    /// <summary>The same at least once, from positions that epochs keep.</summary>
    AtLeastOnce,

    /// <summary>The same exactly once.</summary>
    ExactlyOnce,

    /// <summary><see cref="Simulation.Tests.Messages"/>, which are tracked, without anything that is kept.</summary>
    Messages,

    /// <summary>The same with state, so that messages are acked by epochs.</summary>
    KeptMessages,
}
