using System.Text;

namespace PinResetPortal.Core.UserTexts;

/// <summary>The languages that the texts for users are written in, by their ISO 639-1 codes.</summary>
public enum UserLanguage
{
    En,
    De,
    Fr,
    Es,
    Nl,
    Ja,
}

/// <summary>What a text tells the user.</summary>
public enum UserTextKind
{
    /// <summary>Not to reset the PIN yet.</summary>
    Wait,

    /// <summary>How to reset it above the lock.</summary>
    SignInScreen,

    /// <summary>How to reset it from Settings, signed in by another way.</summary>
    Settings,

    /// <summary>What to expect after something was repaired.</summary>
    AfterRepair,
}

/// <summary>A text to send to the user of a computer, as it is. It tells nothing of the tenant, and no name but that of the computer.</summary>
/// <param name="About">The sentence that names the computer; null: it is not known.</param>
/// <param name="Steps">In order; empty where nothing has to be done in order.</param>
public sealed record UserText(UserTextKind Kind, UserLanguage Language, string Title, string? About, IReadOnlyList<string> Steps, IReadOnlyList<string> Notes)
{
    /// <summary>Plain text for a message.</summary>
    public string Plain()
    {
        var text = new StringBuilder(Title).Append('\n');
        if (About is not null)
        {
            text.Append('\n').Append(About).Append('\n');
        }

        Part(Steps.Select((step, index) => $"{index + 1}. {step}"));
        Part(Notes.Select(note => $"- {note}"));
        return text.ToString();

        void Part(IEnumerable<string> lines)
        {
            var list = lines.ToList();
            if (list.Count > 0)
            {
                text.Append('\n').AppendJoin('\n', list).Append('\n');
            }
        }
    }
}
