using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Attachments;

/// <summary>Has files examined, by the program itself; and takes away what was left lying when it was stopped between a file and its row.</summary>
public sealed partial class Examination(IServiceScopeFactory scopes, AttachmentFiles files, Scanner scanner, TimeProvider clock, ILogger<Examination> log)
{
    private const int AtOnce = 200;

    /// <summary>Whether there was an answer. Until there is one the file waits where it is.</summary>
    public async Task<bool> ExamineAsync(Id<Attachment> id, CancellationToken stop)
    {
        await using var scope = Work();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        if (!scanner.IsOn || await db.Attachments.SingleOrDefaultAsync(a => a.Id == id, stop) is not { } attachment)
            return true;
        if (await JudgedAsync(attachment, stop) is not { } verdict)
            return false;
        attachment.Judge(verdict, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return true;   // someone has removed it meanwhile
        }
        if (verdict.State is not AttachmentState.Clean)
            NotClean(log, id.Value, verdict.State);
        return true;
    }

    /// <summary>What waits, the oldest first, until the scanner stops answering. Gives back how many were examined.</summary>
    public async Task<int> ExamineWaitingAsync(CancellationToken stop)
    {
        if (!scanner.IsOn)
            return 0;
        List<Id<Attachment>> waiting;
        await using (var scope = Work())
            waiting = await scope.ServiceProvider.GetRequiredService<GenomlysDb>().AllAttachments().Where(a => a.State == AttachmentState.Quarantined || a.State == AttachmentState.NotScanned)
                .OrderBy(a => a.SentAt).ThenBy(a => a.Id).Select(a => a.Id).Take(AtOnce).ToListAsync(stop);
        var examined = 0;
        foreach (var id in waiting)
        {
            if (!await ExamineAsync(id, stop))
            {
                NoAnswer(log, waiting.Count - examined);
                break;
            }
            examined++;
        }
        return examined;
    }

    /// <summary>Removes files that have had no row for longer than any sending takes.</summary>
    public async Task<int> TidyAsync(CancellationToken stop)
    {
        var removed = 0;
        await using var scope = Work();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        foreach (var chunk in files.Before(clock.GetUtcNow() - AttachmentLimits.Grace).Chunk(AtOnce))
        {
            var known = await db.AllAttachments().Where(a => chunk.Contains(a.Stored)).Select(a => a.Stored).ToListAsync(stop);
            foreach (var astray in chunk.Except(known))
            {
                files.Discard(astray);
                removed++;
            }
        }
        if (removed > 0)
            Tidied(log, removed);
        return removed;
    }

    /// <summary>What cannot be read cannot be examined either.</summary>
    private async Task<Verdict?> JudgedAsync(Attachment attachment, CancellationToken stop)
    {
        try
        {
            await using var content = files.Open(attachment.Stored);
            return await scanner.ExamineAsync(content, stop);
        }
        catch (IOException damaged)
        {
            Damaged(log, attachment.Id.Value, damaged.GetType().Name);
            return new Verdict(AttachmentState.Unscannable, nameof(Damaged));
        }
    }

    private AsyncServiceScope Work()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Warning, "Attachment {Id} is not clean: {State}")]
    private static partial void NotClean(ILogger log, Guid id, AttachmentState state);

    [LoggerMessage(2, LogLevel.Warning, "The scanner does not answer; {Count} attachments wait")]
    private static partial void NoAnswer(ILogger log, int count);

    [LoggerMessage(3, LogLevel.Information, "{Count} files without an attachment were removed")]
    private static partial void Tidied(ILogger log, int count);

    [LoggerMessage(4, LogLevel.Error, "Attachment {Id} cannot be read: {Kind}")]
    internal static partial void Damaged(ILogger log, Guid id, string kind);
}

/// <summary>Does so beside the requests.</summary>
internal sealed class Examining(Examination examination, AttachmentLimits limits, TimeProvider clock, ILogger<Examining> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tidied = DateTimeOffset.MinValue;
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(limits.EverySeconds), clock);
        while (await every.WaitForNextTickAsync(stoppingToken))
            try
            {
                await examination.ExamineWaitingAsync(stoppingToken);
                if (clock.GetUtcNow() - tidied < AttachmentLimits.Grace)
                    continue;
                await examination.TidyAsync(stoppingToken);
                tidied = clock.GetUtcNow();
            }
            catch (Exception unanswered) when (unanswered is System.Data.Common.DbException or IOException)
            {
                log.LogWarning(unanswered, "Attachments could not be seen to; it is tried again.");
            }
    }
}
