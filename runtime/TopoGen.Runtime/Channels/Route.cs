namespace TopoGen.Runtime;

/// <summary>A port that picks one of several targets for each tuple. Every target belongs to this port alone.</summary>
/// <param name="targets">The targets.</param>
/// <param name="others">Ports to further tasks, which get control signals only.</param>
internal abstract class Route<T>(Output<T>[] targets, Output<T>[]? others = null) : Output<T>
    where T : allows ref struct
{
    protected readonly Output<T>[] Targets = targets;

    internal sealed override long Sent
    {
        get
        {
            long sent = 0;
            foreach (Output<T> target in Targets)
            {
                sent += target.Sent;
            }

            return sent;
        }
    }

    internal sealed override long Transferred => Targets.Sum(t => t.Transferred);

    internal sealed override void Share(SharedEncoding? encoding, bool isRoot)
    {
        foreach (Output<T> target in Targets)
        {
            // Each tuple goes to one target: alone behind an output, there is nothing to share.
            target.Share(isRoot ? null : encoding, isRoot: false);
        }
    }

    internal sealed override void Control(ControlSignal signal)
    {
        foreach (Output<T> target in Targets)
        {
            target.Control(signal);
        }

        foreach (Output<T> other in others ?? [])
        {
            other.Control(signal);
        }
    }
}
