namespace PinResetPortal.EndToEnd.Installing;

/// <summary>What a person does by hand, counted: a command, an address that is opened, a line that is typed and sent, a click.</summary>
internal sealed class Hands(IPage page)
{
    private readonly List<string> _done = [];

    public IPage Page => page;

    public int Count => _done.Count;

    public string Account => $"{_done.Count} interactions: {string.Join(", ", _done)}";

    public void Command(string name) => _done.Add($"command {name}");

    public Task OpenAsync(string address)
    {
        _done.Add($"open {address}");
        return page.GotoAsync(address);
    }

    public async Task TypeAsync(ILocator field, string line)
    {
        _done.Add("type");
        await field.FillAsync(line);
        await field.PressAsync("Enter");
    }

    public Task ClickAsync(string name) => ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).Or(page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })), name);

    public Task ClickAsync(ILocator target, string name)
    {
        _done.Add($"click {name}");
        return target.ClickAsync();
    }
}
