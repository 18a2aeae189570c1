using System.CommandLine;
using SecretGate.Reporting.Text;
using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Commands;

/// <summary><c>secretgate policy check</c>.</summary>
internal static class PolicyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(StandardStreams streams)
    {
        var file = new Argument<string>("FILE") { Description = "the policy file" };
        var check = new Command("check", "Read a policy and say what is wrong with it: exit code 0 or 2.") { file };
        check.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(file);
            var policy = PolicyFile.Read(name, name);
            streams.WriteOutput($"{Inert.Line(name)}: the policy \"{Inert.Line(policy.Name)}\" is right.\n");
        });
        return new Command("policy", "Check policies.") { check };
    }
}
