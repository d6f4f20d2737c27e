namespace TopoGen;

/// <summary>What a spout's <c>Next</c> tells the engine.</summary>
public enum SpoutStatus
{
    /// <summary>There may be more at once: call again soon.</summary>
    More,

    /// <summary>Nothing to emit right now: call again after a wait, which is very short where there mostly was something soon.</summary>
    Idle,

    /// <summary>The input is bounded and over: this task is not called again, and the end flows downstream.</summary>
    End,
}
