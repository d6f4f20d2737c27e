// Figures of one run by name, and one round: the figures of each subject by name.
global using Figures = System.Collections.Generic.IReadOnlyDictionary<string, double>;
global using Round = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyDictionary<string, double>>;
