using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace CommitmentTracker.Platform.OpenApi;

/// <summary>The docstrings of our types, from the XML files the compiler puts beside the assemblies. Where a file is missing there are no words.</summary>
internal sealed class Docs
{
    readonly Dictionary<string, XElement> members;

    public Docs(params Assembly[] assemblies) => members = assemblies
        .Select(a => Path.Combine(AppContext.BaseDirectory, $"{a.GetName().Name}.xml")).Where(File.Exists)
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .DistinctBy(m => (string)m.Attribute("name")!) // source generators put types of the same name into both assemblies
        .ToDictionary(m => (string)m.Attribute("name")!, StringComparer.Ordinal);

    public string? Summary(Type type) => Words(members.GetValueOrDefault($"T:{Id(type)}")?.Element("summary"));

    /// <summary>What is said about a record's parameter, or else about the property or field.</summary>
    public string? Member(Type type, string name) =>
        Words(members.GetValueOrDefault($"T:{Id(type)}")?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name)
            ?? members.GetValueOrDefault($"P:{Id(type)}.{name}")?.Element("summary")
            ?? members.GetValueOrDefault($"F:{Id(type)}.{name}")?.Element("summary"));

    static string Id(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    static string? Words(XElement? element)
    {
        if (element is null)
            return null;
        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
            _ = node switch
            {
                XText t => text.Append(t.Value),
                XElement e when (e.Attribute("cref") ?? e.Attribute("name") ?? e.Attribute("langword")) is { } named => text.Append(named.Value[(named.Value.LastIndexOfAny(['.', ':']) + 1)..]),
                _ => text,
            };
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } words ? words : null;
    }
}
