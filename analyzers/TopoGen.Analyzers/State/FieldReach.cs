using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers;

/// <summary>Whether what a field holds at the end of one call of the engine matters in a later one.</summary>
internal sealed class FieldReach
{
    private const CodeContext Calls = CodeContext.Running | CodeContext.End;

    private readonly ComponentInfo _component;
    private readonly ILookup<string, FieldUse> _byMember;
    private readonly ILookup<IFieldSymbol, FieldUse> _byField;

    public FieldReach(ComponentInfo component, IEnumerable<FieldUse> uses)
    {
        _component = component;
        List<FieldUse> sorted = [.. uses.OrderBy(static use => use.Position)];
        _byMember = sorted.ToLookup(static use => NameOf(use.Member), StringComparer.Ordinal);
        _byField = sorted.Where(static use => use.Field is not null).ToLookup<FieldUse, IFieldSymbol>(static use => use.Field!, SymbolEqualityComparer.Default);
    }

    public bool IsCarried(IFieldSymbol field)
    {
        IEnumerable<FieldUse> uses = _byField[field];
        bool isChanged = false;
        bool isRead = false;
        foreach (FieldUse use in uses)
        {
            CodeContext when = _component.ContextOf(use.Member);

            // What Open sets begins anew with each start because its author wants it so; what is emptied is a buffer.
            if (use.Access == Access.Clear || (use.Access == Access.Write && (when & CodeContext.Open) != 0))
            {
                return false;
            }

            isChanged |= use.Access is Access.Write or Access.Change or Access.ReadWrite && (when & CodeContext.Running) != 0;
            isRead |= use.Access is Access.Read or Access.ReadWrite && (when & Calls) != 0;
        }

        return isChanged && isRead && EntryNames().Any(name => FirstTouch(field, name, new HashSet<string>(StringComparer.Ordinal)) == true);
    }

    /// <summary>Members that the engine calls are among those with a context; those that these call are looked at where they are called.</summary>
    private IEnumerable<string> EntryNames()
        => _byMember.Select(static group => group.Key).Where(name => _component.IsEntry(name, Calls));

    /// <returns>Whether the field is looked at before it was set; null where it is neither.</returns>
    private bool? FirstTouch(IFieldSymbol field, string member, HashSet<string> path)
    {
        if (!path.Add(member))
        {
            return null;
        }

        bool? found = null;
        foreach (FieldUse use in _byMember[member])
        {
            bool? touch = use.Field is null
                ? FirstTouch(field, use.Called!, path)
                : !SymbolEqualityComparer.Default.Equals(use.Field, field) ? null
                : use.Access is Access.Read or Access.Change or Access.ReadWrite;
            if (touch == true || (touch == false && !use.IsConditional))
            {
                found = touch;
                break;
            }
        }

        path.Remove(member);
        return found;
    }

    private static string NameOf(ISymbol member) => member is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name : member.Name;
}
