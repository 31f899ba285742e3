using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Genomlys.Tests.Bars;

/// <summary>The walls around what is read, each by itself with the others taken down, asked as the matrix asks.</summary>
public sealed class WallTests
{
    private static readonly string[] Walled = Matrix.IsWhole ? ["manager", "coordinator", "ciso"] : ["manager"];

    [Fact]
    [Trait("Bar", "3")]
    public async Task Row_security_holds_alone()
    {
        MatrixTests.SkipWithout("PostgreSQL");
        await using var host = new TestHost("PostgreSQL") { With = WithoutFilters };
        var matrix = await MatrixTests.RunAsync(host, Walled);
        Bar.None(3, "PostgreSQL", matrix.Deviations, "deviations with filters and the check at the save taken down");
    }

    [Fact]
    [Trait("Bar", "3")]
    public async Task The_filters_hold_alone()
    {
        MatrixTests.SkipWithout("PostgreSQL");
        await using var host = new TestHost("PostgreSQL") { IsUnwalled = true };
        var matrix = await MatrixTests.RunAsync(host, Walled);
        Bar.None(3, "PostgreSQL", matrix.Deviations, "deviations with row security passed by");
    }

    /// <summary>That the matrix can be red: with every wall taken down it hears canaries from everywhere.</summary>
    [Fact]
    [Trait("Bar", "3")]
    public async Task Without_any_wall_the_canaries_sing()
    {
        MatrixTests.SkipWithout("PostgreSQL");
        await using var host = new TestHost("PostgreSQL") { IsUnwalled = true, With = WithoutFilters };
        var matrix = await MatrixTests.RunAsync(host, "manager");
        Bar.Hold(3, "PostgreSQL", matrix.Foreign, 100, matrix.Foreign >= 100, "foreign canaries heard without any wall: the matrix can be red");
        Assert.Contains(matrix.Deviations, d => d.Contains("he sees", StringComparison.Ordinal));
        Assert.Contains(matrix.Deviations, d => d.Contains("expected 404", StringComparison.Ordinal));
    }

    /// <summary>A program whose queries have no scope and whose saves are not looked at.</summary>
    private static void WithoutFilters(IServiceCollection services)
    {
        services.RemoveAll<DbContextOptions<PostgresDb>>();
        services.RemoveAll<IDbContextOptionsConfiguration<PostgresDb>>();
        services.AddDbContext<GenomlysDb, PostgresDb>((s, o) => o
            .UseNpgsql(s.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Database:Connection"]).AddInterceptors(new KeepRegisters(), new KeepAudit(), new RowContext())
            .ReplaceService<IModelCustomizer, Unscoped>());
    }

    private sealed class Unscoped(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            foreach (var rows in modelBuilder.Model.GetEntityTypes())
                foreach (var filter in rows.GetDeclaredQueryFilters().Where(f => f.Key?.StartsWith(Register.Scope, StringComparison.Ordinal) is true).ToList())
                    rows.SetQueryFilter(filter.Key!, null);
        }
    }
}
