using SecretGate.Findings;

namespace SecretGate.Policy;

/// <summary>The exceptions of a policy during one run, and which of them were of use.</summary>
internal sealed class ExceptionBook(IReadOnlyList<PolicyException> exceptions, DateOnly today)
{
    private readonly HashSet<PolicyException> _applicable = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<PolicyException> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>The exceptions that may accept findings of an image, in the order of the file.</summary>
    /// <param name="imageNames">What the image is called.</param>
    public IReadOnlyList<PolicyException> For(IReadOnlyList<string> imageNames)
    {
        var applicable = exceptions.Where(exception => exception.Expires >= today && exception.IsAbout(imageNames)).ToList();
        _applicable.UnionWith(applicable);
        return applicable;
    }

    /// <summary>
    /// Holds each location of the finding against the exceptions. A finding is accepted when every location is covered, be it by different
    /// exceptions; a single other place keeps it open.
    /// </summary>
    /// <param name="finding">The finding.</param>
    /// <param name="applicable">The exceptions for its image.</param>
    /// <returns>
    /// The exception that accepts the finding (of several, the one that ends first, since its end is the end of the acceptance), null when
    /// none does; and the locations that no exception covers.
    /// </returns>
    public (PolicyException? Accepting, IReadOnlyList<Location> Open) Apply(Finding finding, IReadOnlyList<PolicyException> applicable)
    {
        PolicyException? accepting = null;
        var open = new List<Location>();
        var candidates = applicable.Where(exception => exception.IsAbout(finding)).ToList();
        foreach (var location in finding.Locations)
        {
            // Of several that cover a place, the one that ends last decides.
            var covering = candidates.Where(exception => exception.Covers(location)).MaxBy(exception => exception.Expires);
            if (covering is null)
            {
                open.Add(location);
                continue;
            }

            _used.Add(covering);
            accepting = accepting is null || covering.Expires < accepting.Expires ? covering : accepting;
        }

        return (open.Count == 0 ? accepting : null, open);
    }

    /// <summary>What their author should know of them, in the order of the file. One that is about another image is not called unused.</summary>
    public IEnumerable<string> Remarks()
    {
        foreach (var exception in exceptions)
        {
            if (exception.Expires < today)
            {
                yield return $"{exception.Mark}: this exception ended on {exception.Expires:yyyy-MM-dd} and accepts nothing: renew or remove it.";
            }
            else if (exception.IsBlanket)
            {
                yield return $"{exception.Mark}: this exception accepts every finding in every file: name a path, a rule or a fingerprint.";
            }
            else if (_applicable.Contains(exception) && !_used.Contains(exception))
            {
                yield return $"{exception.Mark}: this exception accepted nothing in this run: remove it.";
            }
        }
    }
}
