using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>Reads one blob to its end: files, archives in them, texts beside them, bytes of no file. One a thread, for one blob after the other.</summary>
internal sealed class BlobScan(RuleSet rules, ScanLimits limits, PassphraseCandidates passphrases) : IDisposable
{
    private readonly ContentScanner _content = new(rules, limits, passphrases);
    private readonly Scanner _raw = new(rules);
    private readonly Scanner _texts = new(rules);
    private readonly PassphraseCandidates _passphrases = passphrases;

    /// <summary>The facts of a blob. What goes wrong is noted in them.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public BlobFacts Read(Blob blob, CancellationToken cancellationToken)
    {
        var facts = new FactsBuilder(limits);
        using var names = new MetadataScan(_texts, facts);
        var sink = new Sink(this, facts, names, cancellationToken);
        var content = LayerReader.Read(blob, sink, limits, cancellationToken);
        sink.CloseRaw();
        names.Complete();
        return new BlobFacts
        {
            Name = blob.Name,
            Content = content,
            Sightings = facts.Sightings,
            SightingsNotListed = facts.NotListed,
            PublicHalves = facts.PublicHalves,
            Containers = facts.Containers,
            Notes = facts.Notes,
            Tally = sink.Tally(content),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _raw.Dispose();
        _texts.Dispose();
    }

    private sealed class Sink(BlobScan owner, FactsBuilder facts, MetadataScan names, CancellationToken cancellationToken) : ILayerSink, IMatchSink
    {
        private bool _isRawOpen;
        private bool _isRawStored;
        private long _rawStart;
        private long _rawNext;
        private long _unreadBytes;
        private long _archivesOpened;
        private long _archivesNotOpened;
        private long _expandedBytes;

        public void File(string? path, int entry, long? sizeBytes, Stream content)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _ = owner._content.Scan(content, path, entry, facts, names, cancellationToken);
            }
            finally
            {
                _archivesOpened += owner._content.ArchivesOpened;
                _archivesNotOpened += owner._content.ArchivesNotOpened;
                _expandedBytes += owner._content.ExpandedBytes;
            }
        }

        public void Metadata(string path, int entry, bool isShown, ReadOnlySpan<byte> text) => names.Add(path, isShown ? entry : null, text);

        public void Raw(ReadOnlySpan<byte> bytes, long offset, bool isStored)
        {
            if (!_isRawOpen || offset != _rawNext || isStored != _isRawStored)
            {
                CloseRaw();
                owner._raw.Begin(this);
                (_isRawOpen, _isRawStored, _rawStart, _rawNext) = (true, isStored, offset, offset);
            }

            owner._raw.Push(bytes);
            _rawNext += bytes.Length;
        }

        public void Note(string reason, string? path, string message, long unreadBytes)
        {
            _unreadBytes += unreadBytes;
            facts.Note(reason, path, message);
        }

        public void CloseRaw()
        {
            if (_isRawOpen)
            {
                owner._raw.End();
                _isRawOpen = false;
            }
        }

        /// <summary>Everything of the tar stream that is not unread was looked at: content by the scanner, headers and padding by the tar reader.</summary>
        public BlobTally Tally(LayerContent content) => new(
            ScannedBytes: Math.Max(0, content.UncompressedBytes - _unreadBytes),
            UnreadBytes: _unreadBytes,
            ArchivesOpened: _archivesOpened,
            ExpandedBytes: _expandedBytes,
            ArchivesNotOpened: _archivesNotOpened);

        public void Accept(Match match) => facts.Add(AtRaw(match));

        public void Accept(PublicHalf half) => facts.Add(half);

        public void Accept(Match match, EncryptedContainer container) => facts.Add(AtRaw(match), container);

        public void AcceptPassphrase(ReadOnlySpan<byte> value, long offset) => owner._passphrases.Add(value, PassphraseSource.OtherFile, folder: null);

        private Sighting AtRaw(Match match) => new()
        {
            Secret = match.Secret,
            Place = _isRawStored ? SightingPlace.StoredRaw : SightingPlace.Raw,
            Offset = _rawStart + match.Offset,
        };
    }
}
