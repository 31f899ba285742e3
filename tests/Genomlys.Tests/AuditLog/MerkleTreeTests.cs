using System.Security.Cryptography;
using Genomlys.Shared.Audit;

namespace Genomlys.Tests.AuditLog;

/// <summary>The tree is that of RFC 6962: the leaves and roots that Certificate Transparency tests itself with.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void It_gives_the_roots_of_the_standard()
    {
        var tree = new MerkleTree();
        foreach (var (leaf, root) in Leaves.Zip(Roots))
        {
            tree.Add(SHA256.HashData([0, .. Convert.FromHexString(leaf)]));
            Assert.Equal(root, Convert.ToHexStringLower(tree.Root));
        }
    }

    [Fact]
    public void It_grows_on_from_what_a_checkpoint_remembers()
    {
        var whole = new MerkleTree();
        for (var n = 0; n < 200; n++)
        {
            var again = new MerkleTree(whole.Size, whole.Frontier);
            var leaf = SHA256.HashData([(byte)n]);
            (whole, again) = (Grown(whole, leaf), Grown(again, leaf));
            Assert.Equal(whole.Root, again.Root);
        }
        Assert.Throws<ArgumentException>(() => new MerkleTree(3, new byte[32]));

        static MerkleTree Grown(MerkleTree tree, byte[] leaf)
        {
            tree.Add(leaf);
            return tree;
        }
    }

    [Fact]
    public void No_two_lists_of_texts_give_the_same_leaf() =>
        Assert.Equal(5, new[] { AuditHash.Leaf(["ab", "c"]), AuditHash.Leaf(["a", "bc"]), AuditHash.Leaf(["abc"]), AuditHash.Leaf(["abc", ""]), AuditHash.Leaf(["", "abc"]) }.Select(Convert.ToHexString).Distinct().Count());
}
