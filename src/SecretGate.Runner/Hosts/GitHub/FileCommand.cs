using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>The files by which a step hands outputs and its summary to the runner.</summary>
internal static class FileCommand
{
    /// <summary>The runner drops a summary of more than 1 MiB whole; what else the step wrote counts too.</summary>
    public const int SummaryBytes = 1024 * 1024;

    /// <summary>Adds outputs. Each value stands between lines of a random delimiter, so that no value can end it and add another.</summary>
    public static void AppendOutputs(string path, IEnumerable<(string Name, string Value)> outputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in outputs)
        {
            var delimiter = "secretgate-" + RandomNumberGenerator.GetHexString(32, lowercase: true);
            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }

        File.AppendAllText(path, text.ToString());
    }

    /// <summary>Adds Markdown, cut in front of a heading when the file would grow past the limit.</summary>
    public static void AppendSummary(string path, string markdown)
    {
        const string Cut = "\n\n_The rest was cut: a step summary holds 1 MiB. The JSON report has everything._\n";
        var written = File.Exists(path) ? new FileInfo(path).Length : 0;
        var room = (int)Math.Max(0, SummaryBytes - written - Encoding.UTF8.GetByteCount(Cut));
        if (Encoding.UTF8.GetByteCount(markdown) > room)
        {
            markdown = CutAtHeading(markdown, room) + Cut;
        }

        File.AppendAllText(path, markdown);
    }

    private static string CutAtHeading(string markdown, int bytes)
    {
        var characters = 0;
        for (var used = 0; characters < markdown.Length; characters++)
        {
            // Three bytes cover every UTF-16 unit: a pair of them makes four.
            used += markdown[characters] < 0x80 ? 1 : 3;
            if (used > bytes)
            {
                break;
            }
        }

        var heading = markdown.LastIndexOf("\n#", Math.Max(0, characters - 1), StringComparison.Ordinal);
        return heading > 0 ? markdown[..heading] : "";
    }
}
