using TopoGen.Chaos;

return await ChaosCommand.RunAsync(args, Console.Out, Console.Error);
