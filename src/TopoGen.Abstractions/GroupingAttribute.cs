namespace TopoGen;

/// <summary>
/// Subscribes a handler to a stream and says which task of the bolt receives which tuple. On a method it marks the handler;
/// on a class it subscribes the inherited handler whose tuple type matches. Several on one handler are a union.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class GroupingAttribute : Attribute
{
    private protected GroupingAttribute()
    {
    }

    /// <summary>
    /// The source's stream, needed where the source has several outputs of the handler's tuple type.
    /// </summary>
    public string? Stream { get; set; }
}
