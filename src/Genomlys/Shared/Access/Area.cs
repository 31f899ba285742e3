namespace Genomlys.Shared.Access;

/// <summary>A part of the work that roles give rights in. Every register and every page belongs to one.</summary>
public enum Area
{
    /// <summary>What all share and no secret is: units, scales, courses, laws.</summary>
    Reference,
    Organisation,
    Assets,
    Risks,
    Incidents,

    /// <summary>What everyone may do: report what has happened (write), and follow what he has reported himself (read).</summary>
    Reporting,
    Training,
    DataProtection,

    /// <summary>What audits and other examinations ask for, whoever makes them.</summary>
    Audits,
    Improvements,
    Review,

    /// <summary>The data protection officer's own report: written and handed in by the officer alone, read by those who manage and follow up.</summary>
    OfficersReport,

    /// <summary>Earlier reports that are read in, and what they say: read in by those who coordinate (write); what is proposed from them is ruled on by whoever keeps the register it belongs in (decide).</summary>
    Readings,

    /// <summary>What is for those named on it: who may be named or break a record open (write), see what has been broken open (read), and approve it (decide).</summary>
    ProtectedRecords,

    /// <summary>Who may sign in, and what they may do.</summary>
    Accounts,

    /// <summary>What was refused, who signed in, whose rights were changed.</summary>
    SecurityLog,

    /// <summary>Who has done what, with every record.</summary>
    AuditLog,
}
