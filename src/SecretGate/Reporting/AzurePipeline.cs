using System.Globalization;

namespace SecretGate.Reporting;

/// <summary>
/// The pipeline run under which Advanced Security for Azure DevOps files a SARIF report (sarif-multitool 5.7.0, rules GHAzDO1019 and
/// GHAzDO1020). With it a report is for Azure DevOps alone: code scanning has categories of its own.
/// </summary>
/// <param name="Organization">Name of the organisation.</param>
/// <param name="Project">Name or id of the project.</param>
/// <param name="DefinitionId">Number of the pipeline's definition.</param>
/// <param name="DefinitionName">Its name.</param>
/// <param name="PhaseId">GUID of the phase.</param>
/// <param name="PhaseName">Its name.</param>
/// <param name="Branch">Full name of the branch.</param>
/// <param name="BuildId">Number of the build.</param>
public sealed record AzurePipeline(
    string Organization, string Project, int DefinitionId, string DefinitionName, string PhaseId, string PhaseName, string Branch, int BuildId)
{
    private const string Prefix = "azuredevops/pipeline/build/";

    /// <summary>The id of the automation.</summary>
    internal string AutomationId =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Organization}/{Project}/{DefinitionId}/{PhaseId}/{Branch}/{BuildId}");

    /// <summary>Its properties.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Properties =>
    [
        new(Prefix + "buildDefinitionId", DefinitionId.ToString(CultureInfo.InvariantCulture)),
        new(Prefix + "buildDefinitionName", DefinitionName),
        new(Prefix + "phaseId", PhaseId),
        new(Prefix + "phaseName", PhaseName),
    ];
}
