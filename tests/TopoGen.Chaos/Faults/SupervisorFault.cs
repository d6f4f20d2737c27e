namespace TopoGen.Chaos;

/// <summary>The supervisor is killed, with which its workers end, and is started again.</summary>
internal sealed class SupervisorFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        await field.WorkersAsync(1, cancellation);
        int supervisor = field.Fleet.Supervisor ?? throw new InvalidOperationException("there is no supervisor");
        field.Mark();
        field.Kill(supervisor);
        return $"supervisor {supervisor} is killed";
    }
}
