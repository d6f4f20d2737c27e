using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>A worker as <c>status</c> shows it.</summary>
/// <param name="Info">What it told when it joined.</param>
/// <param name="Report">What came with its last renewal.</param>
/// <param name="Standing">How its lease looked.</param>
/// <param name="IsLeader">Whether it holds the leader's lease.</param>
/// <param name="Tasks">What the plan gives to it, as <c>Split[1]</c>; ended ones left out.</param>
/// <param name="Standbys">The standbys that the plan gives to it.</param>
internal sealed record WorkerRow(
    WorkerInfo Info, WorkerReport Report, WorkerStanding Standing, bool IsLeader, ImmutableArray<string> Tasks, ImmutableArray<StandbyRow> Standbys);
