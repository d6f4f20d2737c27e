using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace TopoGen.Runtime.Sqlite;

/// <summary>One statement, prepared once; its parameters are <c>$0</c>, <c>$1</c> and so on. Used by one thread at a time.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string text, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = text;
        for (int index = 0; index < parameters; index++)
        {
            _command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${index}"), DBNull.Value));
        }
    }

    public void Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            _command.ExecuteNonQuery();
        }
        finally
        {
            Unbind(values);
        }
    }

    /// <returns>All rows, each read by the function.</returns>
    public List<T> Read<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using SqliteDataReader reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            SqliteParameter parameter = _command.Parameters[index];
            if (values[index] is ReadOnlyMemory<byte> content)
            {
                // Mostly the beginning of a pooled array, which then need not be copied once more.
                bool isBeginning = MemoryMarshal.TryGetArray(content, out ArraySegment<byte> segment) && segment.Offset == 0;
                parameter.Value = isBeginning ? segment.Array : content.ToArray();
                parameter.Size = content.Length;
            }
            else
            {
                parameter.Value = values[index] ?? DBNull.Value;
            }
        }
    }

    /// <summary>Lets go of arrays, which the caller may give to somebody else.</summary>
    private void Unbind(ReadOnlySpan<object?> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (values[index] is ReadOnlyMemory<byte>)
            {
                _command.Parameters[index].Value = DBNull.Value;
            }
        }
    }
}
