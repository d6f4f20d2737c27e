namespace TopoGen.Testing;

/// <summary>Makes something of a view that can be kept.</summary>
/// <typeparam name="TView">The view.</typeparam>
/// <typeparam name="TResult">What is made of it.</typeparam>
/// <param name="view">Gone when the call returns.</param>
public delegate TResult ViewReader<TView, out TResult>(scoped in TView view)
    where TView : allows ref struct;
