namespace Genomlys.Shared.Exports;

/// <summary>Takes rows one by one; the first is the header.</summary>
public interface IRowWriter : IDisposable
{
    void Write(IReadOnlyList<object> cells);
}
