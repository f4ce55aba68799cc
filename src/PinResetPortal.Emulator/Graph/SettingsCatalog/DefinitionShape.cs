using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.SettingsCatalog;

/// <summary>
/// A setting definition in Graph's JSON
/// (https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationsettingdefinition): what ties settings
/// and options together, without the texts of Intune's pages.
/// </summary>
internal static class DefinitionShape
{
    private const string Prefix = "#microsoft.graph.deviceManagementConfiguration";

    public static JsonObject Of(SettingDefinition definition)
    {
        var name = definition.Id[(definition.Id.LastIndexOf('_') + 1)..];
        var shape = new JsonObject
        {
            ["@odata.type"] = Prefix + definition.Kind switch
            {
                SettingKind.Choice => "ChoiceSettingDefinition",
                SettingKind.Group => "SettingGroupCollectionDefinition",
                _ => "SimpleSettingDefinition",
            },
            ["id"] = definition.Id,
            ["name"] = name,
            ["displayName"] = name,
            ["rootDefinitionId"] = definition.Parent ?? definition.Id,
            ["version"] = "1",
        };
        switch (definition.Kind)
        {
            case SettingKind.Choice:
                shape["defaultOptionId"] = definition.Options![0];
                shape["options"] = new JsonArray([.. definition.Options.Select(option => Option(definition, option))]);
                break;
            case SettingKind.Integer:
                shape["valueDefinition"] = new JsonObject { ["@odata.type"] = Prefix + "IntegerSettingValueDefinition", ["minimumValue"] = definition.Minimum, ["maximumValue"] = definition.Maximum };
                break;
            case SettingKind.Text:
                shape["valueDefinition"] = new JsonObject { ["@odata.type"] = Prefix + "StringSettingValueDefinition" };
                break;
            default:
                shape["childIds"] = new JsonArray([.. SettingCatalogue.All.Where(child => child.Parent == definition.Id).Select(child => (JsonNode)child.Id)]);
                shape["minimumCount"] = 1;
                shape["maximumCount"] = 1;
                break;
        }

        return shape;
    }

    private static JsonObject Option(SettingDefinition definition, string option) => new()
    {
        ["itemId"] = option,
        ["name"] = option[(option.LastIndexOf('_') + 1)..],
        ["optionValue"] = new JsonObject { ["@odata.type"] = Prefix + "StringSettingValue", ["value"] = option[(option.LastIndexOf('_') + 1)..] },
        ["dependentOn"] = new JsonArray([.. definition.Parent is { } parent ? [new JsonObject { ["dependentOn"] = parent, ["parentSettingId"] = parent }] : Array.Empty<JsonNode>()]),
        ["dependedOnBy"] = new JsonArray(),
    };
}
