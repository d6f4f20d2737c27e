namespace TopoGen;

/// <summary>Why a message failed, as a spout's <c>Fail</c> is told.</summary>
public enum FailReason
{
    /// <summary>A handler threw on a tuple of its tree, or the emit itself did.</summary>
    HandlerFailed,

    /// <summary>Nothing was heard of its tree for the topology's message timeout: a tuple was lost, or a bolt has forgotten or takes too long.</summary>
    TimedOut,

    /// <summary>A bolt said so: <see cref="Anchor.Fail"/>.</summary>
    FailedByHand,

    /// <summary>The run came to its end first: nobody is left who could finish the tree, and nothing can be emitted any more.</summary>
    Stopped,
}
