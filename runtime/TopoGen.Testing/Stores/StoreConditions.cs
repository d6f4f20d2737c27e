namespace TopoGen.Testing;

/// <summary>How it stands between one client and a store. Holds for calls made from then on.</summary>
internal sealed class StoreConditions
{
    /// <summary>How much longer each way takes.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Calls fail at once and are not carried out.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>Once in so many calls one fails and is not carried out; 0 for never.</summary>
    public int FailsOneIn { get; set; }

    /// <summary>Once in so many calls one is carried out, and fails all the same; 0 for never.</summary>
    public int LosesAnswerOneIn { get; set; }

    /// <summary>
    /// Once in so many calls one comes to the store late, as from the buffer of a connection that was given up; 0 for never. Its client may
    /// have been replaced by then.
    /// </summary>
    public int ComesLateOneIn { get; set; }

    /// <summary>The next call of this name gets stuck on its way, until <see cref="StoreConnection.LetGo"/>. Its client gives it up meanwhile.</summary>
    public string? HoldsNext { get; set; }

    public TimeSpan Lateness { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>All is well again.</summary>
    public void Heal()
    {
        Slowness = TimeSpan.Zero;
        HoldsNext = null;
        IsUnreachable = false;
        FailsOneIn = LosesAnswerOneIn = ComesLateOneIn = 0;
    }
}
