using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Layers;

/// <summary>What became of a file in the layers above it.</summary>
public sealed class LayerStackTests
{
    [Fact]
    public void A_file_that_nothing_touches_is_visible() =>
        StateOf("app/k", layer => layer.File("app/k", "x"), layer => layer.File("other", "x")).ShouldBe(PathState.Visible);

    [Fact]
    public void A_whiteout_deletes_it() => StateOf("app/k", layer => layer.File("app/k", "x"), layer => layer.Whiteout("app/k")).ShouldBe(Deleted(1));

    [Fact]
    public void A_whiteout_of_its_folder_deletes_it() =>
        StateOf("app/d/k", layer => layer.File("app/d/k", "x"), _ => { }, layer => layer.Whiteout("app")).ShouldBe(Deleted(2));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opaque_folder_hides_lower_layers_and_not_its_own_wherever_the_mark_stands(bool isMarkFirst)
    {
        var layers = Read(
            layer => layer.File("app/low", "x"),
            layer => _ = isMarkFirst ? layer.Opaque("app").File("app/new", "x") : layer.File("app/new", "x").Opaque("app"));

        StateOf(layers, 0, "app/low").ShouldBe(Deleted(1));
        StateOf(layers, 1, "app/new").ShouldBe(PathState.Visible);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_whiteout_does_not_act_on_its_own_layer(bool isMarkFirst)
    {
        var layers = Read(
            layer => layer.File("app/k", "old"),
            layer => _ = isMarkFirst ? layer.Whiteout("app/k").File("app/k", "new") : layer.File("app/k", "new").Whiteout("app/k"));

        StateOf(layers, 0, "app/k").ShouldBe(Overwritten(1));
        StateOf(layers, 1, "app/k").ShouldBe(PathState.Visible);
    }

    [Fact]
    public void A_file_put_back_after_it_was_deleted_is_overwritten_by_the_later_layer() =>
        StateOf("k", layer => layer.File("k", "x"), layer => layer.Whiteout("k"), layer => layer.File("k", "y")).ShouldBe(Overwritten(2));

    [Fact]
    public void A_file_overwritten_and_then_deleted_is_deleted() =>
        StateOf("k", layer => layer.File("k", "x"), layer => layer.File("k", "y"), layer => layer.Whiteout("k")).ShouldBe(Deleted(2));

    [Theory]
    [InlineData('5')]
    [InlineData('2')]
    [InlineData('6')]
    public void Anything_else_of_its_name_overwrites_it(char type) =>
        StateOf("k", layer => layer.File("k", "x"), layer => layer.Entry("k", type, "", type == '2' ? "elsewhere" : null)).ShouldBe(Overwritten(1));

    [Fact]
    public void A_file_in_the_place_of_its_folder_deletes_it() =>
        StateOf("d/k", layer => layer.File("d/k", "x"), layer => layer.File("d", "y"), layer => layer.Dir("d")).ShouldBe(Deleted(1));

    [Fact]
    public void A_folder_that_is_there_already_changes_nothing() =>
        StateOf("d/k", layer => layer.Dir("d").File("d/k", "x"), layer => layer.Dir("d").File("d/other", "y")).ShouldBe(PathState.Visible);

    [Fact]
    public void Of_two_entries_of_one_path_the_last_one_wins()
    {
        var layers = Read(layer => layer.File("k", "first").File("./k", "second"));

        StateOf(layers, 0, entry: 0).ShouldBe(Overwritten(0));
        StateOf(layers, 0, entry: 1).ShouldBe(PathState.Visible);
    }

    [Theory]
    [InlineData("./app/k")]
    [InlineData("/app/k")]
    [InlineData("app//k")]
    [InlineData("app/x/../k")]
    [InlineData("../../app/./k")]
    public void Every_spelling_of_a_path_is_the_path(string spelling) =>
        StateOf("app/k", layer => layer.File("app/k", "x"), layer => layer.File(spelling, "y")).ShouldBe(Overwritten(1));

    [Fact]
    public void A_replaced_folder_hides_what_came_before_it_in_the_same_layer() =>
        StateOf("d/k", layer => layer.File("d/k", "x").File("d", "y")).ShouldBe(Deleted(0));

    [Fact]
    public void A_hard_link_keeps_content_alive()
    {
        var layers = Read(layer => layer.File("key", "x").HardLink("alias", "/key"), layer => layer.Whiteout("key"));

        StateOf(layers, 0, entry: 0).ShouldBe(PathState.Visible);
        new LayerStack(layers).LinksTo(0, 0).ShouldBe(["alias"]);
    }

    [Fact]
    public void A_chain_of_hard_links_keeps_content_alive()
    {
        var layers = Read(layer => layer.File("key", "x").HardLink("b", "key").HardLink("c", "b"), layer => layer.Whiteout("key").Whiteout("b"));

        StateOf(layers, 0, entry: 0).ShouldBe(PathState.Visible);
    }

    [Fact]
    public void A_hard_link_of_a_higher_layer_keeps_content_alive()
    {
        var layers = Read(layer => layer.File("key", "x"), layer => layer.HardLink("alias", "key"), layer => layer.Whiteout("key"));

        StateOf(layers, 0, entry: 0).ShouldBe(PathState.Visible);
    }

    [Fact]
    public void Content_is_deleted_when_all_of_its_names_are() =>
        StateOf("key", layer => layer.File("key", "x").HardLink("alias", "key"), layer => layer.Whiteout("key").Whiteout("alias")).Kind.ShouldBe(StateKind.Deleted);

    [Fact]
    public void A_hard_link_binds_to_what_its_target_was_when_it_was_made()
    {
        var layers = Read(layer => layer.File("key", "first").HardLink("alias", "key").File("key", "second"), layer => layer.Whiteout("key"));

        StateOf(layers, 0, entry: 0).ShouldBe(PathState.Visible);
        StateOf(layers, 0, entry: 2).ShouldBe(Deleted(1));
    }

    [Theory]
    [InlineData("app/.wh.gone")]
    [InlineData("app/.wh..wh..opq")]
    [InlineData("app/.wh.")]
    [InlineData(".wh..wh.plnk/1.2")]
    public void The_body_of_a_mark_is_unreachable(string mark)
    {
        var layers = Read(layer => layer.File(mark, "hidden"));

        StateOf(layers, 0, entry: 0).ShouldBe(PathState.Unreachable);
    }

    [Fact]
    public void A_layer_that_was_not_read_leaves_everything_visible()
    {
        var layers = Read(layer => layer.File("k", "x"), layer => layer.Whiteout("k"));

        new LayerStack([layers[0], null]).StateOf(0, 0).ShouldBe(PathState.Visible);
        new LayerStack([null, layers[1]]).StateOf(0, 5).ShouldBe(PathState.Visible);
    }

    [Fact]
    public void A_layer_that_names_one_path_often_costs_no_more_than_its_entries()
    {
        var tar = new LayerBuilder().File("a/k", "x");
        for (var i = 0; i < 20_000; i++)
        {
            tar.Dir("a").Whiteout("a/k").Entry("a/k", '5', "");
        }

        var stack = new LayerStack(Read(_ => tar));

        for (var i = 0; i < 20_000; i++)
        {
            stack.StateOf(0, 0).ShouldBe(Overwritten(0));
        }
    }

    private static PathState Deleted(int layer) => new(StateKind.Deleted, layer);

    private static PathState Overwritten(int layer) => new(StateKind.Overwritten, layer);

    private static PathState StateOf(string path, params Action<LayerBuilder>[] write) => StateOf(Read(write), 0, path);

    private static PathState StateOf(List<LayerPaths> layers, int layer, int entry) => new LayerStack(layers).StateOf(layer, entry);

    private static PathState StateOf(List<LayerPaths> layers, int layer, string path)
    {
        var hash = SecretGate.Images.Layers.PathHash.Root;
        foreach (var part in path.Split('/'))
        {
            hash = SecretGate.Images.Layers.PathHash.Of(hash, System.Text.Encoding.UTF8.GetBytes(part));
        }

        var entry = Enumerable.Range(0, layers[layer].Count).First(i => layers[layer].HashOf(i) == hash && layers[layer].KindOf(i) == PathKind.Content);
        return StateOf(layers, layer, entry);
    }

    private static List<LayerPaths> Read(params Func<LayerBuilder, LayerBuilder>[] write) =>
        [.. write.Select(layer => LayerNotes.Of(layer(new LayerBuilder()).ToTar()).Read.Paths)];

    private static List<LayerPaths> Read(params Action<LayerBuilder>[] write) => [.. write.Select(layer =>
    {
        var builder = new LayerBuilder();
        layer(builder);
        return LayerNotes.Of(builder.ToTar()).Read.Paths;
    })];
}
