using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace TopoGen;

/// <summary>
/// All keys of one per-key state that live in this task. <c>End</c> and tick methods take it as a parameter, matched to a
/// <c>[State] ref</c> parameter of a handler by name, or by type where only one state has these types.
/// Values are reached by reference and may be changed in place. While walking, only the entry at hand may be removed.
/// Not thread-safe; valid during the call it was given to.
/// </summary>
public abstract class KeyedState<TKey, TValue>
{
    /// <summary>The number of keys in this task.</summary>
    public abstract int Count { get; }

    public abstract bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Forgets a key; when it is seen again, it starts anew.</summary>
    /// <returns>Whether the key was there.</returns>
    public abstract bool Remove(TKey key);

    public Enumerator GetEnumerator() => new(this);

    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract int NextIndex(int index);

    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract Entry EntryAt(int index);

    /// <summary>One key and the place of its value.</summary>
    public readonly ref struct Entry
    {
        private readonly ref TValue _value;

        [EditorBrowsable(EditorBrowsableState.Never)]
        public Entry(TKey key, ref TValue value)
        {
            Key = key;
            _value = ref value;
        }

        public TKey Key { get; }

        public ref TValue Value => ref _value;

        public void Deconstruct(out TKey key, out TValue value)
        {
            key = Key;
            value = _value;
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

        public readonly Entry Current => _state.EntryAt(_index);

        public bool MoveNext()
        {
            _index = _state.NextIndex(_index);
            return _index >= 0;
        }
    }
}
