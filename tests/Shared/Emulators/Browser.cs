using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace PinResetPortal.Emulator.Entra;

/// <summary>A browser as far as sign-in pages need one: cookies, pages, forms. It stops at a redirect away from the Emulator.</summary>
/// <param name="client">Keeps cookies and follows no redirect.</param>
internal sealed class Browser(HttpClient client)
{
    private string _address = "/";

    public HttpResponseMessage Last { get; private set; } = new();

    public string Text { get; private set; } = "";

    /// <summary>Address of the last redirect.</summary>
    public Uri Location => Last.Headers.Location ?? throw new InvalidOperationException($"No redirect, but {(int)Last.StatusCode}: {Text}");

    /// <summary>Parameters that were sent back to the application, by redirect or by form post.</summary>
    public IReadOnlyDictionary<string, string> Returned => Last.Headers.Location is not null
        ? QueryHelpers.ParseQuery(Location.Query.Length > 0 ? Location.Query : Location.Fragment.TrimStart('#')).ToDictionary(p => p.Key, p => p.Value.ToString())
        : HiddenFields();

    public string Heading => WebUtility.HtmlDecode(Regex.Match(Text, "<h1>(.*?)</h1>").Groups[1].Value);

    public Task OpenAsync(string address)
    {
        _address = address;
        return SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)));
    }

    /// <summary>Posts a form to the page's own address.</summary>
    public Task SubmitAsync(params (string Name, string Value)[] fields) => SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(_address, UriKind.Relative))
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    });

    public async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            Last = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Text = await Last.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    private Dictionary<string, string> HiddenFields() =>
        Regex.Matches(Text, "<input type=\"hidden\" name=\"(.*?)\" value=\"(.*?)\">").ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
}
