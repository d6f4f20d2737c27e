using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// What an executor keeps of the trees of the tuple at hand while one handler, and all that it calls directly, runs: which edge brought the
/// tuple, and the XOR of those that lead on. What comes out is told to each tree's ledger at once.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal struct Scope
{
    /// <summary>That a tuple of one tree has come, whose edge may be passed on, and that nothing more is known: a <see cref="State"/>.</summary>
    public const int Fresh = (int)ScopeKind.Single | ((int)EdgeStage.Free << 24);

    /// <summary>As <see cref="Fresh"/>, and one tuple was emitted.</summary>
    public const int Staged = (int)ScopeKind.Single | ((int)EdgeStage.Staged << 24);

    /// <summary>That a message with a root is being emitted, and that nothing more is known: a <see cref="State"/>.</summary>
    public const int Rooted = (int)ScopeKind.Single | ((int)EdgeStage.Rooted << 24);

    /// <summary>The four that follow in one, to look at them at once; 0 where there is no scope.</summary>
    [FieldOffset(0)]
    public int State;

    [FieldOffset(0)]
    public ScopeKind Kind;

    /// <summary>How it failed, as what ledgers are told; 0 where it did not.</summary>
    [FieldOffset(1)]
    public LedgerUpdateKind Failed;

    /// <summary>Whether the handler that begins next may take the edge over: it stands alone, and is the one to settle the scope.</summary>
    [FieldOffset(2)]
    public bool IsEdgeFree;

    /// <summary>Whether the edge that brought the tuple may be that of the one tuple which follows from it.</summary>
    [FieldOffset(3)]
    public EdgeStage Stage;

    /// <summary>How many trees, where they are <see cref="ScopeKind.Several"/>.</summary>
    [FieldOffset(4)]
    public int Count;

    /// <summary>When its tuple was sent, where the scope was <see cref="Fresh"/>.</summary>
    [FieldOffset(4)]
    public int Period;

    /// <summary>The tree, where it is a <see cref="ScopeKind.Single"/> one.</summary>
    [FieldOffset(8)]
    public Root Root;

    /// <summary>Whose it is.</summary>
    [FieldOffset(8)]
    public LedgerId Ledger;

    /// <summary>Where that keeps it.</summary>
    [FieldOffset(16)]
    public LedgerPlace Place;

    /// <summary>The edge that brought the tuple, as long as it is this scope's to settle; 0 where it is not, or there is none.</summary>
    [FieldOffset(24)]
    public ulong Edge;

    /// <summary>The XOR of the edges that lead on.</summary>
    [FieldOffset(32)]
    public ulong Produced;
}
