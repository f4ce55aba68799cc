namespace PinResetPortal.Cli.SigningIn;

/// <summary>Where the access token for the portal's API comes from.</summary>
internal interface ITokenSource
{
    /// <summary>Asks for a token; called again when the portal takes the last one no more.</summary>
    /// <exception cref="Outcomes.StoppedException">There is none; the sentence says why.</exception>
    Task<string> TokenAsync(CancellationToken cancellationToken);
}
