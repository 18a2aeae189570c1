using System.Globalization;
using System.Text;
using System.Text.Json;
using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>
/// Scans a JSON document string by string, so that a finding has a pointer: each value behind its name (<c>NAME=value</c>), as a rule
/// that looks at a word beside the secret expects it. A document that is no JSON is scanned as text.
/// </summary>
/// <param name="rules">The rules to look for.</param>
/// <param name="limits">Bounds.</param>
/// <param name="passphrases">Takes the values of passwords; null when none are wanted.</param>
internal sealed class DocumentScan(RuleSet rules, ScanLimits limits, PassphraseCandidates? passphrases) : IMatchSink, IDisposable
{
    private readonly Scanner _scanner = new(rules);
    private readonly List<(Match Match, EncryptedContainer? Container)> _matches = [];
    private readonly List<(long Offset, int Length)> _passwords = [];

    /// <summary>The facts of a document.</summary>
    public DocumentFacts Read(Document document)
    {
        var facts = new FactsBuilder(limits);
        var history = new Dictionary<int, string>();
        try
        {
            ReadJson(document, facts, history);
        }
        catch (JsonException)
        {
            ReadText(document.Bytes.Span, facts);
        }

        return new DocumentFacts
        {
            Document = document,
            Sightings = facts.Sightings,
            SightingsNotListed = facts.NotListed,
            PublicHalves = facts.PublicHalves,
            Containers = facts.Containers,
            MaskedHistory = history,
        };
    }

    /// <inheritdoc/>
    public void Accept(Match match) => _matches.Add((match, null));

    /// <inheritdoc/>
    public void Accept(PublicHalf half)
    {
        // A certificate in a label says nothing about who uses the key.
    }

    /// <inheritdoc/>
    public void Accept(Match match, EncryptedContainer container) => _matches.Add((match, container));

    /// <inheritdoc/>
    public void AcceptPassphrase(ReadOnlySpan<byte> value, long offset)
    {
        _passwords.Add((offset, value.Length));
        passphrases?.Add(value, PassphraseSource.Document, folder: null);
    }

    /// <inheritdoc/>
    public void Dispose() => _scanner.Dispose();

    private void ReadJson(Document document, FactsBuilder facts, Dictionary<int, string> history)
    {
        var reader = new Utf8JsonReader(document.Bytes.Span, new JsonReaderOptions { MaxDepth = 64 });
        var pointer = new JsonPointer();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    pointer.Enter(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    pointer.Leave();
                    break;
                case JsonTokenType.PropertyName:
                    pointer.Name(reader.GetString() ?? string.Empty);
                    break;
                case JsonTokenType.String:
                    pointer.Value();
                    ReadString(document, pointer, Unescaped(ref reader), facts, history);
                    break;
                default:
                    pointer.Value();
                    break;
            }
        }
    }

    // A lone surrogate cannot be transcoded; its escape is scanned as it stands.
    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return Encoding.UTF8.GetBytes(reader.GetString() ?? string.Empty);
        }
        catch (InvalidOperationException)
        {
            return reader.ValueSpan.ToArray();
        }
    }

    private void ReadString(Document document, JsonPointer pointer, byte[] value, FactsBuilder facts, Dictionary<int, string> history)
    {
        var name = pointer.LastName is { } last ? Encoding.UTF8.GetBytes(last + "=") : [];
        _scanner.Begin(this);
        _scanner.Push(name);
        _scanner.Push(value);
        _scanner.End();

        var historyIndex = document.Kind == DocumentKind.Config ? pointer.HistoryIndex : null;
        foreach (var (match, container) in _matches)
        {
            var isInName = match.Offset < name.Length;
            var sighting = new Sighting
            {
                Secret = match.Secret,
                Place = SightingPlace.Document,
                Offset = isInName ? 0 : match.Offset - name.Length,
                JsonPointer = isInName ? pointer.Masked() : pointer.ToString(),
                HistoryIndex = historyIndex,
            };
            facts.Add(sighting, container);
        }

        if (historyIndex is { } index && pointer.LastName == "created_by")
        {
            history[index] = Mask(value, name.Length);
        }

        _matches.Clear();
        _passwords.Clear();
    }

    // Passwords that no rule takes for a secret may open a key all the same: no report shows them.
    private string Mask(byte[] value, int nameLength)
    {
        var text = new StringBuilder();
        var position = 0;
        foreach (var (offset, length) in _matches.Select(m => (m.Match.Offset, m.Match.Length)).Concat(_passwords).Order())
        {
            var start = (int)Math.Clamp(offset - nameLength, 0, value.Length);
            var end = (int)Math.Clamp(offset - nameLength + length, 0, value.Length);
            if (start >= position)
            {
                text.Append(Encoding.UTF8.GetString(value, position, start - position)).Append("***");
            }

            position = Math.Max(position, end);
        }

        return text.Append(Encoding.UTF8.GetString(value, position, value.Length - position)).ToString();
    }

    private void ReadText(ReadOnlySpan<byte> bytes, FactsBuilder facts)
    {
        _scanner.Begin(this);
        _scanner.Push(bytes);
        _scanner.End();
        foreach (var (match, container) in _matches)
        {
            facts.Add(
                new Sighting
                {
                    Secret = match.Secret,
                    Place = SightingPlace.Document,
                    Offset = match.Offset,
                    Line = match.Line,
                    Column = match.Column,
                    JsonPointer = string.Empty,
                },
                container);
        }

        _matches.Clear();
        _passwords.Clear();
    }

    /// <summary>Where the reader stands (RFC 6901).</summary>
    private sealed class JsonPointer
    {
        private readonly List<Step> _steps = [];

        /// <summary>Name of the innermost property around the value; null inside an array of the top level.</summary>
        public string? LastName => _steps.Count > 0 ? _steps[^1].Name : null;

        /// <summary>Index of the history entry around the value; null when it is in none.</summary>
        public int? HistoryIndex => _steps is [{ Name: "history" }, { IsArray: true } entry, ..] ? entry.Index : null;

        public void Enter(bool isArray)
        {
            Value();
            _steps.Add(new Step { IsArray = isArray, Index = -1 });
        }

        public void Leave() => _steps.RemoveAt(_steps.Count - 1);

        public void Name(string name) => _steps[^1] = _steps[^1] with { Name = name };

        public void Value()
        {
            if (_steps.Count > 0 && _steps[^1].IsArray)
            {
                _steps[^1] = _steps[^1] with { Index = _steps[^1].Index + 1 };
            }
        }

        public override string ToString() => string.Concat(_steps.Select(Segment));

        public string Masked() => string.Concat(_steps.Take(_steps.Count - 1).Select(Segment)) + "/***";

        private static string Segment(Step step) => "/" + (step.IsArray
            ? step.Index.ToString(CultureInfo.InvariantCulture)
            : step.Name?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

        private readonly record struct Step(bool IsArray, int Index, string? Name);
    }
}
