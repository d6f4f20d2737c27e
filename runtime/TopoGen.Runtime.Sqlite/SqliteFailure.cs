using Microsoft.Data.Sqlite;

namespace TopoGen.Runtime.Sqlite;

/// <summary>Says in one line what went wrong, and what helps.</summary>
internal static class SqliteFailure
{
    // Result codes of sqlite3.h.
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static string Describe(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Busy or Locked => "another program has it open for writing; close that one",
        Full => "the disk is full; make room",
        InputOutput => "the disk fails: " + Text(exception),
        Corrupt or NotADatabase => "it is damaged; put a copy of it in its place, or move it away and start anew",
        ReadOnly or Permission or CannotOpen => "it cannot be written to; see its owner and rights",
        _ => Text(exception),
    };

    /// <summary>What SQLite itself says, without the code around it: <c>SQLite Error 1: 'no such table: x'.</c></summary>
    private static string Text(SqliteException exception)
    {
        string message = exception.Message;
        int first = message.IndexOf('\'', StringComparison.Ordinal);
        int last = message.LastIndexOf('\'');
        return first >= 0 && last > first ? message[(first + 1)..last] : message;
    }
}
