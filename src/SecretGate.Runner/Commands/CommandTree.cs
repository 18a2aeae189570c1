using System.CommandLine;
using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Commands;

/// <summary>All commands of the program.</summary>
internal static class CommandTree
{
    /// <summary>No response files (a name that starts with <c>@</c> is a name), no bundles of one-letter options.</summary>
    public static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Builds the tree.</summary>
    public static RootCommand Create(IReadOnlyDictionary<string, string> environment, StandardStreams streams)
    {
        var root = new RootCommand("Finds private keys and API secrets in container images, and closes the gate before the push.");
        var composition = new Composition(environment, streams);
        root.Add(ScanCommand.Create(composition.ScanAsync));
        root.Add(DemoCommand.Create(composition.DemoAsync));
        root.Add(PolicyCommand.Create(streams));
        root.Add(RulesCommand.Create(streams));
        root.Add(VersionCommand.Create(streams));
        root.Add(new Option<bool>("--" + Keys.Debug) { Description = "show stack traces", Arity = ArgumentArity.Zero, Recursive = true });
        Help.AddTo(root, streams);
        return root;
    }
}
