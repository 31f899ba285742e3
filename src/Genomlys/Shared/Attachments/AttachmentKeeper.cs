using System.Security.Cryptography;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Attachments;

/// <summary>A file as those see it who see the record.</summary>
public sealed record AttachmentLine(Attachment File, string Who, bool IsServed);

/// <summary>What came of adding a file: it, or what is to be mended, by field.</summary>
public sealed record AttachmentKept(Attachment? File, IReadOnlyList<Refusal> Refusals);

/// <summary>The files of a record. The caller has seen that the viewer sees the record, and for a change that he may change it; the walls see to it once more.</summary>
public sealed class AttachmentKeeper(GenomlysDb db, AttachmentFiles files, AttachmentTypes types, AttachmentLimits limits, Scanner scanner, Examination examination, IPeople people)
{
    public const string FileField = "file", DescriptionField = "description";

    internal static readonly Words Texts = Words.Of<AttachmentKeeper>();

    /// <summary>In the order they were added.</summary>
    public async Task<IReadOnlyList<AttachmentLine>> ListAsync(Register register, Guid record, CancellationToken stop)
    {
        var found = await Of(register, record).AsNoTracking().OrderBy(a => a.SentAt).ThenBy(a => a.Id).ToListAsync(stop);
        var names = await people.NamesAsync([.. found.Select(a => a.SentBy).OfType<Guid>().Distinct()], stop);
        return [.. found.Select(a => new AttachmentLine(a, a.SentBy is { } who ? names.GetValueOrDefault(who, "") : "", a.IsServed(scanner.IsOn)))];
    }

    public Task<Attachment?> FindAsync(Register register, Guid record, Guid id, CancellationToken stop)
    {
        var wanted = new Id<Attachment>(id);
        return Of(register, record).SingleOrDefaultAsync(a => a.Id == wanted, stop);
    }

    public async Task<AttachmentKept> AddAsync(Register register, Record record, string called, string description, Stream content, CancellationToken stop)
    {
        var (name, said) = (FileNames.Tidy(called), description.Trim());
        if (Problems(record, called, name, said) is [_, ..] refusals)
            return new(null, refusals);
        var type = types.Of(FileNames.Extension(name))!;
        if (await RoomAsync(register, record.Id, stop) is { } full)
            return Refused(full);
        await using var incoming = files.Begin();
        if (!await incoming.TakeAsync(content, limits.FileBytes, stop))
            return Refused(Texts.Format("Large", Texts.Size(limits.FileBytes)));
        if (incoming.Size is 0)
            return Refused(Texts["Empty"]);
        if (incoming.Look(sent => new ContentCheck(types).Problem(sent, type)) is { } wrong)
            return Refused(Texts.Format(wrong, $".{type.Extension}"));
        if (await Of(register, record.Id).Where(a => a.Sha256 == incoming.Sha256).Select(a => a.Name).FirstOrDefaultAsync(stop) is { } same)
            return Refused(Texts.Format("Same", same));
        if (await RoomAsync(register, record.Id, stop, incoming.Size) is { } now)
            return Refused(now);
        incoming.Keep();
        var attachment = new Attachment
        {
            Id = Id<Attachment>.New(), Register = register.Name, RecordId = record.Id, Name = name, Description = said, MediaType = type.MediaType, Size = incoming.Size, Sha256 = incoming.Sha256,
            Stored = incoming.Stored, SentBy = db.Viewer.Account, SentAt = db.Now, State = scanner.IsOn ? AttachmentState.Quarantined : AttachmentState.NotScanned,
        };
        db.Add(attachment);
        NoteIfProtected(register, record.Id);
        await db.SaveChangesAsync(stop);   // should it fail, the file is nobody's, and is tidied away
        await examination.ExamineAsync(attachment.Id, stop);
        return new(attachment, []);
    }

    /// <summary>The row and what is told of it first: a file that is left over is tidied away.</summary>
    public async Task RemoveAsync(Register register, Attachment attachment, CancellationToken stop)
    {
        db.Remove(attachment);
        NoteIfProtected(register, attachment.RecordId);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return;   // of two who remove it at once one is told of
        }
        files.Remove(attachment.Stored);
    }

    /// <summary>The content, seen to be what was sent from its first byte to its last; null when it is not.</summary>
    public async Task<Stream?> OpenAsync(Attachment attachment, CancellationToken stop)
    {
        try
        {
            var content = files.Open(attachment.Stored);
            if (content.Length == attachment.Size && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop)) == attachment.Sha256)
            {
                content.Position = 0;
                return content;
            }
            await content.DisposeAsync();
        }
        catch (IOException)
        {
            // it is not whole, or not there: said by whoever asked
        }
        return null;
    }

    private IQueryable<Attachment> Of(Register register, Guid record) => db.Attachments.Where(a => a.Register == register.Name && a.RecordId == record);

    private List<Refusal> Problems(Record record, string called, string name, string description)
    {
        var refusals = new List<Refusal>();
        if (record.ArchivedAt is not null)
            Refuse(FileField, Texts["Archived.Kept"]);
        else if (name is "")
            Refuse(FileField, Texts[called is "" ? "NoFile" : "NoName"]);
        else if (IdentityNumber.IsIn(name))
            Refuse(FileField, Texts["Identity"]);
        else if (types.Of(FileNames.Extension(name)) is null || FileNames.Within(name).Any(types.NeverWithin.Contains))
            Refuse(FileField, Texts.Format("NoSuchType", types.Listed));
        if (description.Length > Attachment.MostOfDescription)
            Refuse(DescriptionField, Texts.Format("LongDescription", Attachment.MostOfDescription));
        else if (IdentityNumber.IsIn(description))
            Refuse(DescriptionField, Texts["Identity.Description"]);
        return refusals;

        void Refuse(string field, string problem) => refusals.Add(new Refusal(field, Texts[field is FileField ? "File" : "Description"], problem));
    }

    /// <summary>Why nothing more is taken; null when there is room. What others have is counted, and not told.</summary>
    private async Task<string?> RoomAsync(Register register, Guid record, CancellationToken stop, long size = 0)
    {
        if (files.FreePercent < limits.FreePercent)
            return Texts["DiskFull"];
        var own = Of(register, record);
        if (await own.CountAsync(stop) >= limits.RecordFiles)
            return Texts.Format("ManyFiles", limits.RecordFiles);
        if (await own.SumAsync(a => a.Size, stop) + size > limits.RecordBytes)
            return Texts.Format("RecordFull", Texts.Size(limits.RecordBytes));
        using var beyond = db.BeyondReach();
        return await db.AllAttachments().SumAsync(a => a.Size, stop) + size > limits.TotalBytes ? Texts["QuotaFull"] : null;
    }

    private void NoteIfProtected(Register register, Guid record)
    {
        if (register.IsGuarded && register.Stored(db, [record]).GetValueOrDefault(record).Class is Secrecy.Protected)
            db.Note(register.Name, record, HandlingAct.Changed);
    }

    private static AttachmentKept Refused(string problem) => new(null, [new Refusal(FileField, Texts["File"], problem)]);
}
