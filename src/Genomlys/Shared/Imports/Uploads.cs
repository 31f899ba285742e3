using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Imports;

/// <summary>Files that wait for their preview to be confirmed, kept in pieces in the database and seen only by whoever sent them.</summary>
public sealed class Uploads(GenomlysDb db, ImportLimits limits, TimeProvider clock)
{
    /// <summary>What is really read counts, not what the browser says of the size. Null when it is too much.</summary>
    public async Task<ImportUpload?> KeepAsync(string name, Stream content, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await ForgetAsync(now, stop);
        await using var act = await db.Database.BeginTransactionAsync(stop);
        var upload = new ImportUpload { Id = Id<ImportUpload>.New(), FileName = Short(name), Size = 0, Owner = db.Viewer.Key, UploadedAt = now, ExpiresAt = now + limits.UploadKept };
        db.Add(upload);
        await db.SaveChangesAsync(stop);
        var buffer = new byte[ImportUploadPart.MostBytes];
        long size = 0;
        for (var number = 0; await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop) is > 0 and var read; number++)
        {
            if ((size += read) > limits.FileBytes)
                return null;
            db.Add(new ImportUploadPart { UploadId = upload.Id, Number = number, Bytes = buffer[..read] });
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }
        await db.ImportUploads.Where(u => u.Id == upload.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.Size, size), stop);
        await act.CommitAsync(stop);
        db.ChangeTracker.Clear();
        return upload;
    }

    public async Task<ImportFile?> FindAsync(Guid id, CancellationToken stop)
    {
        var (wanted, now) = (new Id<ImportUpload>(id), clock.GetUtcNow());
        return await db.ImportUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == wanted && u.Owner == db.Viewer.Key && u.ExpiresAt > now, stop) is { } upload
            ? new ImportFile(upload.FileName, upload.Size, () => new UploadStream(db, upload))
            : null;
    }

    public Task RemoveAsync(Guid id, CancellationToken stop)
    {
        var wanted = new Id<ImportUpload>(id);
        return db.ImportUploads.Where(u => u.Id == wanted && u.Owner == db.Viewer.Key).ExecuteDeleteAsync(stop);
    }

    /// <summary>Removes what nobody confirmed in time.</summary>
    public Task ForgetAsync(DateTimeOffset now, CancellationToken stop) => db.ImportUploads.Where(u => u.ExpiresAt <= now).ExecuteDeleteAsync(stop);

    private static string Short(string name) => Path.GetFileName(name) is var last && last.Length > 260 ? last[^260..] : last;
}

/// <summary>Removes forgotten uploads every hour.</summary>
public sealed class UploadCleaning(IServiceScopeFactory scopes, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hour.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Uploads>().ForgetAsync(clock.GetUtcNow(), stoppingToken);
        }
    }
}
