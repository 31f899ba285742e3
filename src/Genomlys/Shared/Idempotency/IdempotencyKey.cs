using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Idempotency;

/// <summary>That a request was carried out, kept by the save that did so. Sent once more it does nothing, and is answered as it was.</summary>
[NotAudited("Of the request, not of any record; what the request did is told.")]
public sealed class IdempotencyKey
{
    /// <summary>SHA-256 of who asked, where, and with which key.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 of what was sent.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The record of the register at the address, as the save left it; null where the request was of something else.</summary>
    public Guid? RecordId { get; init; }

    public int Version { get; init; }

    /// <summary>Where the answer led, when not to the record.</summary>
    public string? Location { get; set; }
}

internal sealed class IdempotencyKeyStorage : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> key)
    {
        key.ToTable("idempotency_keys");
        key.HasKey(k => k.Hash);
        key.Property(k => k.Hash).HasMaxLength(64);
        key.Property(k => k.Content).HasMaxLength(64);
        key.HasIndex(k => k.At);
    }
}

/// <summary>After a week nobody sends again what he did not hear the answer to.</summary>
internal sealed class IdempotencyCleaning(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock) : BackgroundService
{
    private readonly TimeSpan kept = TimeSpan.FromDays(configuration.GetValue("Idempotency:Days", 7));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hour.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            await ForgetAsync(scope.ServiceProvider.GetRequiredService<GenomlysDb>(), clock.GetUtcNow() - kept, stoppingToken);
        }
    }

    internal static Task<int> ForgetAsync(GenomlysDb db, DateTimeOffset before, CancellationToken stop) => db.Set<IdempotencyKey>().Where(k => k.At < before).ExecuteDeleteAsync(stop);
}
