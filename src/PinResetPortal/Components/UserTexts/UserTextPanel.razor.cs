using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.UserTexts;

namespace PinResetPortal.Components.UserTexts;

/// <summary>A text that the helpdesk sends to the user, in the user's language; nothing where none fits.</summary>
public partial class UserTextPanel
{
    private UserTextKind? _kind;
    private UserLanguage _language;

    [Parameter, EditorRequired]
    public required UserSituation Situation { get; set; }

    /// <summary>The chosen one as long as it fits, else the one that fits best.</summary>
    private UserText? Shown => Situation.Kinds is [var best, ..] ? Situation.Text(_kind is { } chosen && Situation.Kinds.Contains(chosen) ? chosen : best, _language) : null;

    private static string Code(UserLanguage language) => language.ToString().ToLowerInvariant();

    private static string KindName(UserTextKind kind) => kind switch
    {
        UserTextKind.Wait => "Please wait",
        UserTextKind.SignInScreen => "Reset at the sign-in screen",
        UserTextKind.Settings => "Reset from Settings",
        _ => "After a repair",
    };
}
