using Bunit;
using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Rendering;

/// <summary>One way to look at a component.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Words">What must be read on it in the end.</param>
/// <param name="Fails">It is about an unexpected failure, which has a correlation id; nothing else has.</param>
internal sealed record RenderCase(string Name, string Words, Func<RenderTests, IRenderedComponent<IComponent>> Render, bool Fails = false);
