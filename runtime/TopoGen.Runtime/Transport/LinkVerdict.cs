namespace TopoGen.Runtime;

/// <summary>Whether a dialler is let in.</summary>
/// <param name="Code">The answer.</param>
/// <param name="Reason">Why not, for people on both sides.</param>
/// <param name="Link">Its link, where the answer is yes.</param>
internal readonly record struct LinkVerdict(HandshakeCode Code, string Reason, Link? Link)
{
    /// <summary>The reason without what differs from plan to plan, so that it is logged once; null where nothing does.</summary>
    public string? Subject { get; init; }

    /// <summary>Decides; pure.</summary>
    /// <param name="request">Who wants to reach whom.</param>
    /// <param name="self">The acceptor's id, or null before it has one.</param>
    /// <param name="context">The acceptor's topology, options and generation.</param>
    /// <param name="isPeer">Whether that plan names the dialler.</param>
    public static LinkVerdict Decide(HandshakeRequest request, string? self, LinkContext context, bool isPeer)
    {
        HandshakeParty from = request.From;
        long generation = context.Generation;
        if (from.Schema != context.Schema)
        {
            return No(
                HandshakeCode.Refused,
                $"worker '{from.Id}' runs a topology of schema {from.Schema:x16} and worker '{self}' one of {context.Schema:x16}; run the same build everywhere");
        }

        if (from.MaxTuple != context.Options.MaxTupleSize)
        {
            return No(
                HandshakeCode.Refused,
                $"worker '{from.Id}' has a MaxTupleSize of {from.MaxTuple} and worker '{self}' one of {context.Options.MaxTupleSize}; set the same everywhere");
        }

        if (self is null)
        {
            return No(HandshakeCode.NotYet, "this worker has no plan yet");
        }

        if (request.To != self)
        {
            return No(HandshakeCode.Stranger, $"this is worker '{self}', not '{request.To}'");
        }

        if (isPeer)
        {
            return Link.Dials(from.Id, self)
                ? new LinkVerdict(HandshakeCode.Ready, "", null)
                : No(HandshakeCode.Stranger, $"worker '{self}' dials worker '{from.Id}', not the other way round");
        }

        return from.Generation > generation
            ? No(HandshakeCode.NotYet, $"worker '{from.Id}' is not in the plan of generation {generation}")
            : No(HandshakeCode.Stranger, $"worker '{from.Id}' is not in the plan of generation {generation}, and knows only {from.Generation}") with
            {
                Subject = $"worker '{from.Id}' is not in the plan",
            };
    }

    private static LinkVerdict No(HandshakeCode code, string reason) => new(code, reason, null);
}
