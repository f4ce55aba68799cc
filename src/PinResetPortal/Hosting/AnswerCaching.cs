using Microsoft.AspNetCore.StaticAssets;

namespace PinResetPortal.Hosting;

/// <summary>
/// No browser and no proxy keeps an answer: pages, files and the API tell of tenants and people, and only to who asks. The portal's own files (scripts, styles,
/// pictures) say themselves how long they hold. A program may go on sending the ETag of a list that it keeps.
/// </summary>
internal static class AnswerCaching
{
    public static void UseNoStore(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
