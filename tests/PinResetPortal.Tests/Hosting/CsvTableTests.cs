using System.Text;
using PinResetPortal.Exporting;

namespace PinResetPortal.Hosting;

public sealed class CsvTableTests
{
    /// <summary>What a spreadsheet skips before a formula, and what it takes for its start.</summary>
    public static TheoryData<string, char> Formulas
    {
        get
        {
            var data = new TheoryData<string, char>();
            foreach (var before in new[] { "", " ", "   ", "\t", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\r\n", "\u0001", " \t\u00A0" })
            {
                foreach (var start in "=+-@\uFF1D\uFF0B\uFF0D\uFF20")
                {
                    data.Add(before, start);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public async Task Cell_FormulaStart_GetsAnApostrophe(string before, char start)
    {
        var line = await LineAsync($"{before}{start}1+1");

        Assert.StartsWith("'", line.TrimStart('"'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contoso")]
    [InlineData("a=b")]
    [InlineData("O'Neill + Sons")]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Cell_PlainText_StaysAsItIs(string text) => Assert.Equal(text, (await LineAsync(text)).Trim('"'));

    private static async Task<string> LineAsync(string cell)
    {
        using var body = new MemoryStream();
        await using (var table = new CsvTable(body, ["column"]))
        {
            await table.WriteAsync([cell], TestContext.Current.CancellationToken);
            await table.SendAsync(TestContext.Current.CancellationToken);
        }

        var text = Encoding.UTF8.GetString(body.ToArray());
        return text["column\r\n".Length..^"\r\n".Length];
    }
}
