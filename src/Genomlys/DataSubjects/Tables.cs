namespace Genomlys.DataSubjects;

/// <summary>Whose the rows of a table are, where it is no register's: which of them the one who asks may have handed out.</summary>
internal enum Standing
{
    /// <summary>Whatever the table's own filters let him see, as it hangs on a register.</summary>
    AsSeen,

    /// <summary>What is of the person's own account, and nothing else.</summary>
    OfAccount,

    /// <summary>What hangs on a record that he has been let to read in the same search; of what is protected nothing.</summary>
    OfRecord,

    /// <summary>What belongs to a file that he may see the import of, or that the person himself sent in.</summary>
    OfImport,

    /// <summary>Mail to the person.</summary>
    OfMail,
}

/// <summary>
/// Every table beside the registers, which are all searched: searched too, or not and why. Written by hand, and a test holds it: whoever adds a table says
/// what a person may find in it.
/// </summary>
internal static class Tables
{
    public static readonly IReadOnlyDictionary<string, Standing> Searched = new Dictionary<string, Standing>
    {
        ["access_handlers"] = Standing.OfRecord,
        ["api_tokens"] = Standing.OfAccount,
        ["attachments"] = Standing.OfRecord,
        ["audit_values"] = Standing.OfRecord,
        ["deadlines"] = Standing.AsSeen,
        ["disposals"] = Standing.OfRecord,
        ["handling_events"] = Standing.OfRecord,
        ["import_changes"] = Standing.OfRecord,
        ["import_refusals"] = Standing.OfImport,
        ["import_runs"] = Standing.OfImport,
        ["import_uploads"] = Standing.OfAccount,
        ["improvement_lineage"] = Standing.AsSeen,
        ["mail_links"] = Standing.OfAccount,
        ["mail_outbox"] = Standing.OfMail,
        ["passkeys"] = Standing.OfAccount,
        ["pending_acts"] = Standing.OfAccount,
        ["plan_lineage"] = Standing.AsSeen,
        ["provider_identities"] = Standing.OfAccount,
        ["reading_pieces"] = Standing.AsSeen,
        ["reading_texts"] = Standing.AsSeen,
        ["recommendation_lineage"] = Standing.AsSeen,
        ["recovery_codes"] = Standing.OfAccount,
        ["review_comments"] = Standing.AsSeen,
        ["review_editions"] = Standing.AsSeen,
        ["review_freezes"] = Standing.AsSeen,
        ["review_overrides"] = Standing.AsSeen,
        ["review_owners"] = Standing.AsSeen,
        ["review_rulings"] = Standing.AsSeen,
        ["review_text_versions"] = Standing.AsSeen,
        ["review_texts"] = Standing.AsSeen,
        ["risk_lineage"] = Standing.AsSeen,
        ["sessions"] = Standing.OfAccount,
    };

    public static readonly IReadOnlyDictionary<string, string> NotSearched = new Dictionary<string, string>
    {
        ["attempts"] = "Counts by a hash of what was typed; it leads back to nobody.",
        ["audit_checkpoints"] = "Signed roots of the log.",
        ["audit_leaves"] = "Hashes of the log's events; the events are searched.",
        ["audit_veils"] = "Hides what was told of protected records.",
        ["disposal_clock"] = "The program's own clock.",
        ["figure_readings"] = "Numbers read out of earlier reports.",
        ["idempotency_keys"] = "Hashes of requests, gone within a week.",
        ["import_mappings"] = "Which column of a file is which field.",
        ["import_upload_parts"] = "The bytes of a file on its way in, gone within a day; who sent it and its name are searched.",
        ["incident_not_the_same"] = "Pairs of incidents.",
        ["paper_bytes"] = "The authority's letter template and logotype; who put them there is searched.",
        ["review_files"] = "The decided report as files; its words are searched where it was frozen.",
        ["review_frozen_records"] = "Which records a figure counted.",
        ["review_kept_texts"] = "Unsettled texts, for whoever wrote them alone: he takes them out himself.",
        ["review_own_drafts"] = "Unsaved drafts, for whoever writes alone: he takes them out himself.",
        ["review_sealed_files"] = "Hashes of decided files, which anyone may ask about.",
        ["review_seals"] = "What anyone may ask about a decided report.",
        ["unit_closures"] = "The tree of units.",
        ["used_tokens"] = "Hashes of used sign-in tokens.",
    };

    /// <summary>Registers whose rows of the person's own account are his, whether or not whoever asks reads the register.</summary>
    public static readonly IReadOnlyCollection<string> OfAccounts = ["accounts", "audit_events", "role_assignments", "security_events"];

    /// <summary>What signing in stands on, and what only the program reads: never handed out.</summary>
    public static readonly IReadOnlySet<string> KeptBack = new HashSet<string>
    {
        "AuthenticatorSeed", "AuthenticatorStep", "Challenge", "Commitments", "Hash", "KeyHash", "PasswordHash", "SearchText", "Sealed", "Sha256", "Stored", "Version",
    };

    /// <summary>Columns that hold JSON.</summary>
    public static readonly IReadOnlySet<(string Table, string Column)> SayJson = new HashSet<(string, string)>
    {
        ("import_changes", "Before"), ("import_runs", "Json"), ("reading_pieces", "EditedJson"), ("reading_pieces", "FoundJson"), ("reading_texts", "HeadingsJson"), ("reading_texts", "LinesJson"),
        ("report_templates", "Content"), ("review_freezes", "Content"),
    };

    /// <summary>Columns that say a person and nothing else; what is not his there is masked whole.</summary>
    public static readonly IReadOnlySet<(string Table, string Column)> SayAPerson = new HashSet<(string, string)>
    {
        ("accounts", "Name"), ("accounts", "SignInName"), ("improvement_lineage", "JudgedBy"), ("incidents", "ReportedBy"), ("paper_parts", "By"), ("person_roles", "Holder"), ("plan_lineage", "JudgedBy"),
        ("recommendation_lineage", "JudgedBy"), ("review_editions", "By"), ("review_overrides", "By"), ("review_readings", "ReadBy"), ("risk_lineage", "JudgedBy"), ("training_records", "Person"),
    };

    /// <summary>Columns that say a person or a role: what looks like a name there is masked wherever it stands.</summary>
    public static readonly IReadOnlySet<(string Table, string Column)> MaySayAPerson = new HashSet<(string, string)>
    {
        ("audit_recommendations", "AnswerTo"), ("audit_recommendations", "Responsible"), ("improvement_proposals", "Owner"), ("plan_items", "Owner"), ("review_owners", "Role"), ("review_rulings", "Owner"),
        ("systems", "OwnerRole"),
    };
}
