namespace TopoGen.Runtime;

/// <summary>Something that is done with a stream and depends on its tuple type.</summary>
internal interface IStreamVisitor<out TResult>
{
    TResult Visit<T>(StreamDefinition<T> stream)
        where T : IStreamTuple<T>;

    TResult Visit<T>(ViewStreamDefinition<T> stream)
        where T : IStreamTuple<T>, allows ref struct;
}
