using System.Text.RegularExpressions;

namespace SecretGate.Detection.Patterns;

/// <summary>
/// The pattern of a rule. What the span grammar can express is matched by a <see cref="SpanProgram"/>; anything beyond is a linear regular
/// expression over the bytes as Latin-1.
/// </summary>
internal sealed class Pattern
{
    private Pattern(string text, PatternNode? root, SpanProgram? program, Regex? regex)
    {
        Text = text;
        Root = root;
        Program = program;
        Regex = regex;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its parts; null when it is a regular expression.</summary>
    public PatternNode? Root { get; }

    /// <summary>Its steps; null when it is a regular expression.</summary>
    public SpanProgram? Program { get; }

    /// <summary>The regular expression; null when the span grammar was enough.</summary>
    public Regex? Regex { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="PatternException">It is malformed, too large, or needs more than linear time.</exception>
    public static Pattern Parse(string text)
    {
        PatternException beyondGrammar;
        try
        {
            var root = PatternParser.Parse(text);
            RefuseEmpty(root.MinBytes == 0);
            return new Pattern(text, root, new SpanProgram(root), regex: null);
        }
        catch (PatternException error) when (error.IsBeyondGrammar)
        {
            beyondGrammar = error;
        }

        try
        {
            var regex = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline);
            RefuseEmpty(regex.IsMatch(""));
            return new Pattern(text, root: null, program: null, regex);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // Neither: the message of the own grammar says what to write instead.
            throw beyondGrammar;
        }
    }

    private static void RefuseEmpty(bool isEmpty)
    {
        if (isEmpty)
        {
            throw new PatternException("the pattern matches an empty text", "Let it require at least one character.");
        }
    }
}
