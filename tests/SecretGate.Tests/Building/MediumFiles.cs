using System.Text;

namespace SecretGate.Tests.Building;

/// <summary>The named files of an archive or folder, in order; the same name may stand twice.</summary>
internal sealed class MediumFiles
{
    private readonly List<(string Name, byte[] Bytes, string? LinkTarget)> _files = [];

    public IReadOnlyList<string> Names => [.. _files.Select(file => file.Name)];

    public byte[] this[string name] => _files.Last(file => file.Name == name).Bytes;

    public MediumFiles Add(string name, FileContent content)
    {
        _files.Add((name, content.Bytes, null));
        return this;
    }

    public MediumFiles AddLink(string name, string target)
    {
        _files.Add((name, [], target));
        return this;
    }

    /// <summary>Adds the files of the other one that are not here yet.</summary>
    public MediumFiles Union(MediumFiles other)
    {
        _files.AddRange(other._files.Where(file => !Names.Contains(file.Name)));
        return this;
    }

    public MediumFiles Remove(string name)
    {
        _files.RemoveAll(file => file.Name == name);
        return this;
    }

    /// <summary>Puts other content, or a link, in the place of a file.</summary>
    public MediumFiles Replace(string name, FileContent content, string? linkTarget = null)
    {
        var index = _files.FindIndex(file => file.Name == name);
        _files[index] = (name, content.Bytes, linkTarget);
        return this;
    }

    public MediumFiles MoveToFront(string name)
    {
        var file = _files.First(candidate => candidate.Name == name);
        _files.Remove(file);
        _files.Insert(0, file);
        return this;
    }

    /// <summary>As a tar: folders first named when first needed, as engines do.</summary>
    /// <param name="prefix">In front of every name: <c>./</c>.</param>
    public byte[] ToTar(string prefix = "")
    {
        var tar = new TarBytes();
        var folders = new HashSet<string>();
        foreach (var (name, bytes, target) in _files)
        {
            var slash = name.LastIndexOf('/');
            if (slash > 0 && folders.Add(name[..slash]))
            {
                tar.Entry(Encoding.UTF8.GetBytes(prefix + name[..slash] + "/"), '5', []);
            }

            tar.Entry(Encoding.UTF8.GetBytes(prefix + name), target is null ? '0' : '2', bytes, target is null ? null : Encoding.UTF8.GetBytes(target));
        }

        return tar.Finish();
    }

    /// <summary>As files below a folder, which is made.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (name, bytes, target) in _files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            if (target is null)
            {
                File.WriteAllBytes(path, bytes);
            }
            else
            {
                File.CreateSymbolicLink(path, target);
            }
        }
    }
}
