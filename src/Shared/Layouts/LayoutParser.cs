using System.Collections.Immutable;

namespace TopoGen.Layouts;

/// <summary>
/// Text to <see cref="Layouts.Layout"/>: <c>Shop.Basket by string; Shop.Basket { Items: List&lt;string&gt;, Sum: decimal? }</c>. Enums are written with
/// their number, <c>Shop.Color:byte</c>; keys of several fields as <c>(string, int)</c>.
/// </summary>
internal ref struct LayoutParser
{
    private const string Sequence = "[]";

    /// <summary>Deeper than any type that is written; recursion without an end would risk the stack.</summary>
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private int _depth;

    private LayoutParser(ReadOnlySpan<char> text) => _text = text;

    /// <returns>Null where the text is none.</returns>
    public static Layout? Parse(string text)
    {
        var parser = new LayoutParser(text.AsSpan());
        return parser.Layout();
    }

    private Layout? Layout()
    {
        LayoutType? value = Type();
        LayoutType? key = null;
        if (value is null || (Take(" by ") && (key = Type()) is null))
        {
            return null;
        }

        var records = new Dictionary<string, ImmutableArray<(string, LayoutType)>>(StringComparer.Ordinal);
        while (Take("; "))
        {
            string name = Name();
            if (!Take(" {") || Fields() is not { } fields || records.ContainsKey(name))
            {
                return null;
            }

            records.Add(name, fields);
        }

        return _position == _text.Length ? new Layout(value, key, records) : null;
    }

    private ImmutableArray<(string Name, LayoutType Type)>? Fields()
    {
        var fields = ImmutableArray.CreateBuilder<(string, LayoutType)>();
        while (!Take(" }"))
        {
            if (!Take(fields.Count == 0 ? " " : ", "))
            {
                return null;
            }

            string name = Name();
            if (!Take(": ") || Type() is not { } type)
            {
                return null;
            }

            fields.Add((name, type));
        }

        return fields.ToImmutable();
    }

    private LayoutType? Type()
    {
        if (_depth == MaxDepth)
        {
            return null;
        }

        _depth++;
        LayoutType? type = TypeAtDepth();
        _depth--;
        return type;
    }

    private LayoutType? TypeAtDepth()
    {
        int start = _position;
        string encoding = Name();
        if (Take(":"))
        {
            encoding = Name();
        }

        ImmutableArray<LayoutType> arguments = [];
        if (encoding.Length > 0 ? Take("<") : Take("("))
        {
            if (Arguments(encoding.Length > 0 ? ">" : ")") is not { } found)
            {
                return null;
            }

            arguments = found;
        }

        if (encoding.Length == 0 && arguments.IsEmpty)
        {
            return null;
        }

        LayoutType type = Ended(start, encoding is "List" or "ImmutableArray" ? Sequence : encoding, arguments);
        while (true)
        {
            if (Take("?"))
            {
                type = Ended(start, "?", [type]);
            }
            else if (Take("[]"))
            {
                type = Ended(start, Sequence, [type]);
            }
            else
            {
                return type;
            }
        }
    }

    private ImmutableArray<LayoutType>? Arguments(string end)
    {
        var arguments = ImmutableArray.CreateBuilder<LayoutType>();
        do
        {
            if (Type() is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }
        while (Take(", "));
        return Take(end) ? arguments.ToImmutable() : null;
    }

    private readonly LayoutType Ended(int start, string encoding, ImmutableArray<LayoutType> arguments)
        => new(_text.Slice(start, _position - start).ToString(), encoding, arguments);

    private string Name()
    {
        int start = _position;
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] is '_' or '.'))
        {
            _position++;
        }

        return _text.Slice(start, _position - start).ToString();
    }

    private bool Take(string expected)
    {
        if (!_text.Slice(_position).StartsWith(expected.AsSpan(), StringComparison.Ordinal))
        {
            return false;
        }

        _position += expected.Length;
        return true;
    }
}
