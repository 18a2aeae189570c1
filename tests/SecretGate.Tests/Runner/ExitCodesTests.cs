using SecretGate.Policy;
using SecretGate.Runner;

namespace SecretGate.Tests.Runner;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(ExitCode.Interrupted, ExitCode.Closed, ExitCode.Interrupted, ExitCode.Internal)]
    [InlineData(ExitCode.Internal, ExitCode.Usage, ExitCode.Internal)]
    [InlineData(ExitCode.Usage, ExitCode.Incomplete, ExitCode.Usage)]
    [InlineData(ExitCode.Incomplete, ExitCode.Closed, ExitCode.Undelivered, ExitCode.Incomplete)]
    [InlineData(ExitCode.Undelivered, ExitCode.Closed, ExitCode.Undelivered)]
    [InlineData(ExitCode.Closed, ExitCode.Open, ExitCode.Closed)]
    [InlineData(ExitCode.Open, ExitCode.Open)]
    public void The_worst_of_several_codes_is_returned(ExitCode expected, params ExitCode[] codes) => ExitCodes.Worst(codes).ShouldBe(expected);

    [Fact]
    public void No_code_at_all_is_open() => ExitCodes.Worst().ShouldBe(ExitCode.Open);

    [Theory]
    [InlineData(Verdict.Open, 0)]
    [InlineData(Verdict.Closed, 1)]
    [InlineData(Verdict.Incomplete, 3)]
    public void A_verdict_has_its_code(Verdict verdict, int code) => ((int)ExitCodes.Of(verdict)).ShouldBe(code);
}
