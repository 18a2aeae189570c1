using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Layers;

/// <summary>States against a model that applies layer by layer to a tree, as an engine does.</summary>
public sealed class OverlayModelTests
{
    private static readonly string[] Paths = ["a", "b", "a/x", "a/y", "a/x/1", "a/x/2", "b/x"];

    private enum Act
    {
        File,
        Folder,
        Whiteout,
        Opaque,
    }

    [Property(MaxTest = 2_000)]
    public Property Every_state_is_the_one_of_an_engine() => Prop.ForAll(Arb.From(Images()), image =>
    {
        var stack = new LayerStack([.. image.Select(layer => LayerNotes.Of(Write(layer)).Read.Paths)]);
        var final = new Model(image);
        foreach (var (layer, entry) in Contents(image))
        {
            var expected = final.IsAlive(layer, entry) ? StateKind.Visible
                : final.Exists(image[layer][entry].Path) ? StateKind.Overwritten
                : StateKind.Deleted;
            stack.StateOf(layer, entry).Kind.ShouldBe(expected, $"layer {layer} entry {entry} of {Text(image)}");
        }
    });

    // Within a layer an engine refuses a file in the place of a folder that the layer needs, and the other way round: not made here.
    private static Gen<(Act Act, string Path)[][]> Images()
    {
        var step = from act in Gen.Elements(Act.File, Act.File, Act.Folder, Act.Whiteout, Act.Opaque)
                   from path in Gen.Elements(Paths)
                   select (act, path);
        var layer = step.ArrayOf().Resize(6).Where(IsSound);
        return layer.ArrayOf().Resize(5).Where(image => image.Length > 0);
    }

    private static bool IsSound((Act Act, string Path)[] layer)
    {
        var files = layer.Where(step => step.Act == Act.File).Select(step => step.Path).ToHashSet();
        return !layer.Any(step => files.Any(file => step.Path.StartsWith(file + "/", StringComparison.Ordinal) || (step.Path == file && step.Act == Act.Opaque)));
    }

    private static byte[] Write((Act Act, string Path)[] layer)
    {
        var tar = new LayerBuilder();
        foreach (var (act, path) in layer)
        {
            _ = act switch
            {
                Act.File => tar.File(path, "x"),
                Act.Folder => tar.Dir(path),
                Act.Whiteout => tar.Whiteout(path),
                _ => tar.Opaque(path),
            };
        }

        return tar.ToTar();
    }

    private static IEnumerable<(int Layer, int Entry)> Contents((Act Act, string Path)[][] image) =>
        from layer in Enumerable.Range(0, image.Length)
        from entry in Enumerable.Range(0, image[layer].Length)
        where image[layer][entry].Act == Act.File
        select (layer, entry);

    private static string Text((Act Act, string Path)[][] image) =>
        string.Join(" | ", image.Select(layer => string.Join(", ", layer.Select(step => $"{step.Act} {step.Path}"))));

    private sealed class Model
    {
        // Folders have no entry.
        private readonly Dictionary<string, (int Layer, int Entry)?> _tree = [];

        public Model((Act Act, string Path)[][] image)
        {
            for (var layer = 0; layer < image.Length; layer++)
            {
                foreach (var (act, path) in image[layer])
                {
                    if (act == Act.Whiteout)
                    {
                        RemoveBelow(path);
                        _tree.Remove(path);
                    }
                    else if (act == Act.Opaque)
                    {
                        RemoveBelow(path);
                    }
                }

                for (var entry = 0; entry < image[layer].Length; entry++)
                {
                    Apply(image[layer][entry], layer, entry);
                }
            }
        }

        public bool IsAlive(int layer, int entry) => _tree.ContainsValue((layer, entry));

        public bool Exists(string path) => _tree.ContainsKey(path);

        private void Apply((Act Act, string Path) step, int layer, int entry)
        {
            for (var slash = step.Path.IndexOf('/'); slash >= 0; slash = step.Path.IndexOf('/', slash + 1))
            {
                _tree[step.Path[..slash]] = null;
            }

            if (step.Act == Act.File)
            {
                RemoveBelow(step.Path);
                _tree[step.Path] = (layer, entry);
            }
            else if (step.Act is Act.Folder or Act.Opaque)
            {
                _tree[step.Path] = null;
            }
        }

        private void RemoveBelow(string path)
        {
            foreach (var below in _tree.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            {
                _tree.Remove(below);
            }
        }
    }
}
