namespace TopoGen.Runtime;

/// <content>Calls that leave no trace when they throw.</content>
internal sealed partial class TaskCell
{
    /// <summary>Whether calls of the component may leave traces, and are to leave none when they throw.</summary>
    public bool IsJournaled { get; init; }

    /// <summary>The component's fields, where they are to be as they were.</summary>
    public KeptFields? Fields { get; private set; }

    /// <summary>A call begins that is not a handler's.</summary>
    /// <param name="withFields">Whether it may change the component's fields.</param>
    public void BeginCall(bool withFields = true)
    {
        if (IsJournaled)
        {
            long call = executor.Journal.BeginOutermost();
            if (withFields)
            {
                Fields?.Keep(call);
            }
        }
    }

    /// <summary>The call that runs has thrown.</summary>
    public void UndoCall()
    {
        if (IsJournaled && executor.Journal.Running != 0)
        {
            executor.Journal.Undo();
        }
    }

    /// <summary>The call is over.</summary>
    public void EndCall()
    {
        if (IsJournaled)
        {
            executor.Journal.End(outer: 0);
        }
    }

    private void AttachToJournal()
    {
        if (!IsJournaled)
        {
            return;
        }

        // Calls that run at the same time change the fields of an asynchronous bolt.
        Fields = Calls is null ? Task.CreateKeptFields() : null;
        Fields?.Attach(executor.Journal);
        Ledgers.Attach(executor.Journal);
        if (Checkpoint is { } checkpoint)
        {
            checkpoint.State.Attach(executor.Journal);
            return;
        }

        foreach (StateTable table in Task.CreateTables())
        {
            table.Attach(executor.Journal);
        }
    }
}
