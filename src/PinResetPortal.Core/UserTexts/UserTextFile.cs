using System.Collections.Frozen;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.UserTexts;

/// <summary>
/// The data files of the texts, one for each language, which travel inside the assembly. The steps are those of
/// https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset#user-experience, the start at the sign-in screen is of
/// https://learn.microsoft.com/entra/identity/authentication/howto-sspr-windows#general-limitations. Inferred: what Windows calls its buttons
/// in other languages than English; therefore every text says that the words may differ.
/// </summary>
/// <param name="Name">The language's name for itself.</param>
/// <param name="Words">What Windows calls its buttons and pages.</param>
/// <param name="Proof">How somebody signs in above the lock, by the way in which the computer is joined.</param>
/// <param name="Always">Stands at the end of every text.</param>
internal sealed record UserTextFile(
    string Name,
    IReadOnlyDictionary<string, string> Words,
    string About,
    IReadOnlyDictionary<ComputerJoin, string> Proof,
    IReadOnlyDictionary<UserTextKind, UserTextFile.Body> Texts,
    IReadOnlyList<string> Always)
{
    public static FrozenDictionary<UserLanguage, UserTextFile> All { get; } = Enum.GetValues<UserLanguage>().ToFrozenDictionary(
        language => language, language => EmbeddedJson.Read<UserTextFile>($"user-texts/{language.ToString().ToLowerInvariant()}.json"));

    internal sealed record Body(string Title, IReadOnlyList<string> Steps, IReadOnlyList<string> Notes);
}
