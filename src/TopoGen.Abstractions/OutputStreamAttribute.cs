using System.ComponentModel;

namespace TopoGen;

/// <summary>
/// Written by the generator on every component, once for each of its output streams: a reference assembly has no private
/// methods, and components of other projects need to know what they can subscribe to.
/// </summary>
/// <typeparam name="T">The stream's tuple type.</typeparam>
/// <param name="stream">The stream's name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OutputStreamAttribute<T>(string stream) : Attribute
    where T : allows ref struct
{
    public string Stream { get; } = stream;

    /// <summary>Whether the emitter names the receiving task.</summary>
    public bool Direct { get; set; }
}
