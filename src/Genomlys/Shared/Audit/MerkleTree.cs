namespace Genomlys.Shared.Audit;

/// <summary>A tree that grows leaf by leaf and remembers only its whole subtrees, largest first (RFC 6962, 2.1).</summary>
internal sealed class MerkleTree
{
    private readonly List<byte[]> subtrees = [];

    public MerkleTree()
    {
    }

    /// <summary>Grows on from what a checkpoint remembers.</summary>
    public MerkleTree(long size, byte[] frontier)
    {
        if (frontier.Length != long.PopCount(size) * AuditHash.Bytes)
            throw new ArgumentException("The frontier is not of a tree of that size.", nameof(frontier));
        Size = size;
        subtrees.AddRange(frontier.Chunk(AuditHash.Bytes));
    }

    public long Size { get; private set; }

    public byte[] Frontier => [.. subtrees.SelectMany(s => s)];

    public void Add(byte[] leaf)
    {
        var grown = leaf;
        for (var size = Size; (size & 1) is 1; size >>= 1)
        {
            grown = AuditHash.Node(subtrees[^1], grown);
            subtrees.RemoveAt(subtrees.Count - 1);
        }
        subtrees.Add(grown);
        Size++;
    }

    /// <summary>Of no leaves it is the hash of nothing.</summary>
    public byte[] Root
    {
        get
        {
            if (subtrees is [])
                return System.Security.Cryptography.SHA256.HashData([]);
            var root = subtrees[^1];
            for (var n = subtrees.Count - 2; n >= 0; n--)
                root = AuditHash.Node(subtrees[n], root);
            return root;
        }
    }
}
