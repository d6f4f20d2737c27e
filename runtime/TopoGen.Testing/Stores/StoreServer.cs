namespace TopoGen.Testing;

/// <summary>The server behind a store, as all its clients see it. What it has is the store's own.</summary>
internal sealed class StoreServer
{
    /// <summary>Nothing is carried out, and whoever calls is told so.</summary>
    public bool IsDown { get; set; }

    /// <summary>Nothing is carried out, and nobody is told anything.</summary>
    public bool Hangs { get; set; }

    /// <summary>All is well again.</summary>
    public void Heal() => IsDown = Hangs = false;
}
