using System.Collections;
using SecretGate.Runner;
using SecretGate.Runner.Output;

using var interruption = new Interruption();

// Culture is invariant for the whole process (InvariantGlobalization), so no locale changes a byte of what is written.
var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
using var streams = StandardStreams.OfProcess();
var code = await new Application(environment, streams).RunAsync(args, interruption.Token);

// Ends the process also when a thread still waits for a medium that does not answer.
Environment.Exit((int)code);
