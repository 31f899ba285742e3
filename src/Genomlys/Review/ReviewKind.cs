using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Review;

/// <summary>What a review is: the one that the management decides on, or the data protection officer's own report to it (GDPR art. 38.3), which he hands in.</summary>
public enum ReviewKind { ManagementReview, DpoAnnualReport }

/// <summary>What follows from the kind.</summary>
internal static class ReviewKinds
{
    extension(ReviewKind kind)
    {
        /// <summary>Where the rights to it are given: whoever may not write, freeze or decide there may not do it to a report of the kind.</summary>
        public Area Area => kind switch { ReviewKind.ManagementReview => Area.Review, ReviewKind.DpoAnnualReport => Area.OfficersReport };

        /// <summary>Whoever has written it hands it in himself, and nothing is proposed in it: it is nobody's to rule on.</summary>
        public bool IsHandedIn => kind switch { ReviewKind.ManagementReview => false, ReviewKind.DpoAnnualReport => true };

        /// <summary>Where the reports of the kind are listed.</summary>
        public string Shelf => kind switch { ReviewKind.ManagementReview => "/reviews", ReviewKind.DpoAnnualReport => "/review/dpo" };
    }

    extension(Words words)
    {
        /// <summary>A text in the words of the kind, where it has its own.</summary>
        public string Of(ReviewKind kind, string key, params ReadOnlySpan<object?> values) => words.Format(words.IsComplete($"{kind}.{key}") ? $"{kind}.{key}" : key, values);
    }
}
