using Genomlys.Shared;
using Genomlys.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>
/// The review that an address names, asked for in one place: who may is a matter of its kind, at the gate, and of whose it is, here. What he may not read is not there;
/// what he reads and is not his to write or decide on is forbidden.
/// </summary>
internal static class NamedReview
{
    private const string Part = "review";

    extension(IEndpointRouteBuilder app)
    {
        /// <summary>What stands under a review's address.</summary>
        public IEndpointRouteBuilder OfReview() => app.MapGroup($"/review/{{{Part}}}");

        public IEndpointConventionBuilder GetAt(string pattern, Need need, Func<Call, ManagementReview, Task<IResult>> answer) =>
            app.Get(pattern, call => FoundAsync(call, need, review => answer(call, review))).Needs(need, Area.Review, AreaIn);

        public IEndpointConventionBuilder PostAt(string pattern, Need need, Func<Call, IFormCollection, ManagementReview, Task<IResult>> answer) =>
            app.Post(pattern, (call, form) => FoundAsync(call, need, review => answer(call, form, review))).Needs(need, Area.Review, AreaIn);
    }

    private static async Task<IResult> FoundAsync(Call call, Need need, Func<ManagementReview, Task<IResult>> answer) =>
        ReviewAddress.Read(call.Part(Part)) is not { } address || await call.Db.ReviewAt(address).FirstOrDefaultAsync(call.Stop) is not { } review ? TypedResults.NotFound()
        : await call.Service<ReviewRegister>().MayAsync(call.Db, review, need, call.Stop) ? await answer(review)
        : TypedResults.Forbid();

    private static Area AreaIn(HttpContext http) => (ReviewAddress.Read(new Call(http).Part(Part))?.Kind ?? ReviewKind.ManagementReview).Area;
}
