#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

/// A command line that is wrong, and the one line that it must give.
struct WrongLine {
  std::string words;
  std::string message;
};

/// The words of roundwatt-analyze are run in a folder without traces: no mistake of the command line gets that far.
void check_all(const std::vector<WrongLine>& lines) {
  const ScratchFolder folder;
  folder.write("a.yaml", "name: a\n");
  for (const WrongLine& line : lines) {
    INFO(line.words);
    const CommandResult result = shell(line.words, folder.path());
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CHECK(result.err == line.message + "\n");
  }
}

}  // namespace

TEST_CASE("a mistake in the command line of roundwatt is one line with the nearest right word and the way to help") {
  const std::string verbs = "run, validate, partition, platform, defaults, list, man, completion";
  check_all({
      {"roundwatt", "roundwatt needs a verb: " + verbs + ". See `roundwatt --help`."},
      {"roundwatt rnu a.yaml",
       "rnu: no such verb. Did you mean run? Verbs of roundwatt: " + verbs + ". See `roundwatt --help`."},
      {"roundwatt --vresion", "--vresion: roundwatt has no such option. Did you mean --version? See `roundwatt --help`."},
      {"roundwatt platform", "roundwatt platform needs a verb: check. See `roundwatt platform --help`."},
      {"roundwatt platform chek a.xml",
       "chek: no such verb. Did you mean check? Verbs of roundwatt platform: check. See `roundwatt platform --help`."},
      {"roundwatt run", "roundwatt run needs SCENARIO: scenario file (YAML). See `roundwatt run --help`."},
      {"roundwatt run --forse", "--forse: roundwatt run has no such option. Did you mean --force? See `roundwatt run --help`."},
      {"roundwatt run a.yaml --sett seed=1",
       "--sett: roundwatt run has no such option. Did you mean --set? See `roundwatt run --help`."},
      {"roundwatt run a.yaml --outptu=b.h5",
       "--outptu=b.h5: roundwatt run has no such option. Did you mean --output? See `roundwatt run --help`."},
      {"roundwatt run a.yaml -quiet",
       "-quiet: roundwatt run has no such option. Did you mean --quiet? See `roundwatt run --help`."},
      {"roundwatt run a.yaml b.yaml", "b.yaml: one word too many for roundwatt run. See `roundwatt run --help`."},
      {"roundwatt run a.yaml --set", "--set: 1 required KEY=VALUE missing. See `roundwatt run --help`."},
      {"roundwatt run a.yaml -o", "--output: 1 required FILE missing. See `roundwatt run --help`."},
      {"roundwatt run a.yaml --quiet --json", "--quiet excludes --json. See `roundwatt run --help`."},
      {"roundwatt platform check",
       "roundwatt platform check needs PLATFORM: platform file (SimGrid XML). See `roundwatt platform "
       "check --help`."},
      {"roundwatt completion bsh",
       "SHELL: 'bsh' is none of bash, zsh, fish. Did you mean bash? See `roundwatt completion --help`."},
      {"roundwatt man rnu", "rnu: roundwatt has no such verb. Did you mean run?"},
  });
}

TEST_CASE("a mistake in the command line of roundwatt-analyze is one line too") {
  check_all({
      {"roundwatt-analyze carbn a.h5",
       "carbn: no such verb. Did you mean carbon? Verbs of roundwatt-analyze: info, verify, timeline, "
       "carbon, compare, findings, when, report, import, target, sensitivity, break-even, what-if, flips, published-form, "
       "cite, "
       "export, man, completion. See "
       "`roundwatt-analyze --help`."},
      {"roundwatt-analyze carbon a.h5 --boundry fleet",
       "--boundry: roundwatt-analyze carbon has no such option. Did you mean --boundary? See `roundwatt-analyze carbon "
       "--help`."},
      {"roundwatt-analyze carbon a.h5 --boundary flet",
       "--boundary: 'flet' is none of participation, incremental, fleet. Did you mean fleet? See `roundwatt-analyze carbon "
       "--help`."},
      {"roundwatt-analyze compare a.h5 --grid-kind marginl",
       "--grid-kind: 'marginl' is none of average, marginal. Did you mean marginal? See `roundwatt-analyze compare --help`."},
      {"roundwatt-analyze carbon",
       "roundwatt-analyze carbon needs TRACE: Traces that roundwatt run has written. See "
       "`roundwatt-analyze carbon --help`."},
  });
}

TEST_CASE("an argument that SimGrid would abort at is a mistake with a message and without a backtrace") {
  const ScratchFolder folder;
  const auto told = [&](const std::string& argument) {
    const CommandResult result =
        run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("a.h5"), argument}, folder.path());
    INFO(argument << "\n" << result.err);
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CHECK_FALSE(std::filesystem::exists(folder.file("a.h5")));
    CHECK_THAT(result.err, StartsWith(argument) && !ContainsSubstring("acktrace") && EndsWith("\n"));
    return result.err;
  };
  const auto form = ContainsSubstring("needs KEY:VALUE, such as --cfg=network/optim:Full");
  CHECK_THAT(told("--cfg=foo"), form);
  CHECK_THAT(told("--cfg=help"), form);
  CHECK_THAT(told("--cfg=network/optim"), form);
  CHECK_THAT(told("--cfg=network/optim:"), form);
  CHECK_THAT(told("--cfg=:Full"), form);
  CHECK_THAT(told("--cfg=network/optim:Full foo"), form);
  CHECK_THAT(told("--cfg=network/modle:CM02"), ContainsSubstring("Did you mean network/model?"));
  CHECK_THAT(told("--cfg=network/optim:Foo"), ContainsSubstring("network/optim = Foo, but it must be Full or Lazy."));
  // What the meters do not account for is never taken for what they do.
  for (const char* model : {"network/model:SMPI", "network/model:Constant", "host/model:ptask_L07", "cpu/model:Foo"})
    CHECK_THAT(told(std::string{"--cfg="} + model), ContainsSubstring("The meters do not account for other models."));
  // SimGrid ends by a signal or an abort over these.
  for (const char* deadly :
       {"cpu/optim:TI", "network/bandwidth-factor:0", "model-check/replay:1", "debug/breakpoint:1", "plugin:foo"})
    told(std::string{"--cfg="} + deadly);
  CHECK_THAT(told("--cfg=contexts/factory:foo"), ContainsSubstring("it must be thread or ucontext or raw or boost."));
  CHECK_THAT(told("--cfg=network/TCP-gamma:abc"), ContainsSubstring("it must be a number ≥ 0 and ≤ 1e+18."));
  CHECK_THAT(told("--cfg=network/crosstraffic:maybe"), ContainsSubstring("it must be yes or no."));
  for (const char* size : {"0", "-1", "1", "abc", "64.5"})
    CHECK_THAT(told(std::string{"--cfg=contexts/stack-size:"} + size),
               ContainsSubstring("a whole number in digits, ≥ 64 and ≤ 1048576 (KiB)."));
  const auto log_form = ContainsSubstring("needs CATEGORY.SETTING:VALUE, such as --log=root.thresh:info");
  CHECK_THAT(told("--log=foo"), log_form);
  CHECK_THAT(told("--log=help"), log_form);
  CHECK_THAT(told("--log=root.thresh:"), log_form);
  CHECK_THAT(told("--log=root.thresh:loud"), ContainsSubstring("must be one of: trace,debug"));
  CHECK_THAT(told("--log=root.foo:x"), ContainsSubstring("Unknown setting of the log category: 'foo'"));
  CHECK_THAT(told("--log=root.app:file:/nowhere/x"), ContainsSubstring("Cannot open file: /nowhere/x"));
}

TEST_CASE("an argument of SimGrid's without a value is missing one") {
  const std::string run = "roundwatt validate scenarios/small/one-client.yaml ";
  for (const std::string words : {"--cfg", "--cfg=", "--log="}) {
    INFO(words);
    const CommandResult result = shell(run + words);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, ContainsSubstring("missing. See `roundwatt validate --help`."));
  }
}

TEST_CASE("an argument of SimGrid's that is right reaches it, behind a blank or an equals sign") {
  for (const std::string words : {"--cfg=network/optim:Lazy", "--cfg network/optim:Lazy"}) {
    const CommandResult result = shell("roundwatt validate scenarios/small/one-client.yaml " + words);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, StartsWith("warning: network/optim is not Full"));
  }
  const CommandResult help = shell("roundwatt validate scenarios/small/one-client.yaml --cfg=network/optim:help");
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.out, ContainsSubstring("Lazy action management"));
}
