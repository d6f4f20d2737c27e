using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace TopoGen;

/// <summary>
/// All keys of one per-key state that live in this task. <c>End</c> and tick methods take it as a parameter, matched to a
/// <c>[State] ref</c> parameter of a handler by name, or by type where only one state has these types.
/// Values are reached by reference and may be changed in place. While walking, only the entry at hand may be removed.
/// Not thread-safe; valid during the call it was given to.
/// </summary>
/// <remarks>
/// What is handed out so that it may be changed counts as changed, and is written with the next checkpoint: the <c>Value</c> of an entry,
/// and every value that refers to objects. To take numbers or strings by <c>foreach ((key, value) in state)</c> or
/// <see cref="TryGet"/> only reads. Neither counts as an access where keys are forgotten after a time.
/// </remarks>
public abstract class KeyedState<TKey, TValue>
{
    /// <summary>The number of keys in this task, with those that are due to be forgotten.</summary>
    public abstract int Count { get; }

    public abstract bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Forgets a key; when it is seen again, it starts anew.</summary>
    /// <returns>Whether the key was there.</returns>
    public abstract bool Remove(TKey key);

    public Enumerator GetEnumerator() => new(this);

    /// <summary>The index of the next entry behind an index, or -1.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract int NextIndex(int index);

    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract TKey KeyAt(int index);

    /// <summary>The place of a value, which counts as changed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract ref TValue ValueAt(int index);

    /// <summary>A copy of a value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract TValue CopyAt(int index);

    /// <summary>One key and the place of its value.</summary>
    public readonly ref struct Entry
    {
        private readonly KeyedState<TKey, TValue> _state;
        private readonly int _index;

        internal Entry(KeyedState<TKey, TValue> state, int index)
        {
            _state = state;
            _index = index;
            Key = state.KeyAt(index);
        }

        public TKey Key { get; }

        public ref TValue Value => ref _state.ValueAt(_index);

        public void Deconstruct(out TKey key, out TValue value)
        {
            key = Key;
            value = _state.CopyAt(_index);
        }
    }

    /// <summary>Walks the keys in no particular order.</summary>
    public ref struct Enumerator
    {
        private readonly KeyedState<TKey, TValue> _state;
        private int _index;

        internal Enumerator(KeyedState<TKey, TValue> state)
        {
            _state = state;
            _index = -1;
        }

        public readonly Entry Current => new(_state, _index);

        public bool MoveNext()
        {
            _index = _state.NextIndex(_index);
            return _index >= 0;
        }
    }
}
