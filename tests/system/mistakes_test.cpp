#include "tests/system/command.hpp"

using namespace fedjoule;

namespace {

/// A command line that is wrong, and the one line that it must give.
struct WrongLine {
  std::string words;
  std::string message;
};

/// The words of fedjoule-analyze are run in a folder without traces: no mistake of the command line gets that far.
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

TEST_CASE("a mistake in the command line of fedjoule is one line with the nearest right word and the way to help") {
  const std::string verbs = "run, validate, partition, platform, defaults, list, man, completion";
  check_all({
      {"fedjoule", "fedjoule needs a verb: " + verbs + ". See `fedjoule --help`."},
      {"fedjoule rnu a.yaml", "rnu: no such verb. Did you mean run? Verbs of fedjoule: " + verbs + ". See `fedjoule --help`."},
      {"fedjoule --vresion", "--vresion: fedjoule has no such option. Did you mean --version? See `fedjoule --help`."},
      {"fedjoule platform", "fedjoule platform needs a verb: check. See `fedjoule platform --help`."},
      {"fedjoule platform chek a.xml",
       "chek: no such verb. Did you mean check? Verbs of fedjoule platform: check. See `fedjoule platform --help`."},
      {"fedjoule run", "fedjoule run needs SCENARIO: scenario file (YAML). See `fedjoule run --help`."},
      {"fedjoule run --forse", "--forse: fedjoule run has no such option. Did you mean --force? See `fedjoule run --help`."},
      {"fedjoule run a.yaml --sett seed=1",
       "--sett: fedjoule run has no such option. Did you mean --set? See `fedjoule run --help`."},
      {"fedjoule run a.yaml --outptu=b.h5",
       "--outptu=b.h5: fedjoule run has no such option. Did you mean --output? See `fedjoule run --help`."},
      {"fedjoule run a.yaml -quiet",
       "-quiet: fedjoule run has no such option. Did you mean --quiet? See `fedjoule run --help`."},
      {"fedjoule run a.yaml b.yaml", "b.yaml: one word too many for fedjoule run. See `fedjoule run --help`."},
      {"fedjoule run a.yaml --set", "--set: 1 required KEY=VALUE missing. See `fedjoule run --help`."},
      {"fedjoule run a.yaml -o", "--output: 1 required FILE missing. See `fedjoule run --help`."},
      {"fedjoule run a.yaml --quiet --json", "--quiet excludes --json. See `fedjoule run --help`."},
      {"fedjoule platform check",
       "fedjoule platform check needs PLATFORM: platform file (SimGrid XML). See `fedjoule platform "
       "check --help`."},
      {"fedjoule completion bsh",
       "SHELL: 'bsh' is none of bash, zsh, fish. Did you mean bash? See `fedjoule completion --help`."},
      {"fedjoule man rnu", "rnu: fedjoule has no such verb. Did you mean run?"},
  });
}

TEST_CASE("a mistake in the command line of fedjoule-analyze is one line too") {
  check_all({
      {"fedjoule-analyze carbn a.h5",
       "carbn: no such verb. Did you mean carbon? Verbs of fedjoule-analyze: info, verify, timeline, "
       "carbon, compare, findings, when, report, import, target, sensitivity, break-even, what-if, flips, published-form, "
       "cite, "
       "export, man, completion. See "
       "`fedjoule-analyze --help`."},
      {"fedjoule-analyze carbon a.h5 --boundry fleet",
       "--boundry: fedjoule-analyze carbon has no such option. Did you mean --boundary? See `fedjoule-analyze carbon --help`."},
      {"fedjoule-analyze carbon a.h5 --boundary flet",
       "--boundary: 'flet' is none of participation, incremental, fleet. Did you mean fleet? See `fedjoule-analyze carbon "
       "--help`."},
      {"fedjoule-analyze compare a.h5 --grid-kind marginl",
       "--grid-kind: 'marginl' is none of average, marginal. Did you mean marginal? See `fedjoule-analyze compare --help`."},
      {"fedjoule-analyze carbon",
       "fedjoule-analyze carbon needs TRACE: Traces that fedjoule run has written. See "
       "`fedjoule-analyze carbon --help`."},
  });
}

TEST_CASE("an argument that SimGrid would abort at is a mistake with a message and without a backtrace") {
  const ScratchFolder folder;
  const auto told = [&](const std::string& argument) {
    const CommandResult result =
        run_fedjoule({"run", small_scenario("one-client"), "-o", folder.file("a.h5"), argument}, folder.path());
    INFO(argument << "\n" << result.err);
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CHECK_FALSE(std::filesystem::exists(folder.file("a.h5")));
    CHECK_THAT(result.err, Catch::StartsWith(argument) && !Catch::Contains("acktrace") && Catch::EndsWith("\n"));
    return result.err;
  };
  const auto form = Catch::Contains("needs KEY:VALUE, such as --cfg=network/optim:Full");
  CHECK_THAT(told("--cfg=foo"), form);
  CHECK_THAT(told("--cfg=help"), form);
  CHECK_THAT(told("--cfg=network/optim"), form);
  CHECK_THAT(told("--cfg=network/optim:"), form);
  CHECK_THAT(told("--cfg=:Full"), form);
  CHECK_THAT(told("--cfg=network/optim:Full foo"), form);
  CHECK(told("--cfg=network/modle:CM02") ==
        "--cfg=network/modle:CM02: SimGrid refuses it: it has no key 'network/modle'. Did you mean network/model?\n");
  CHECK_THAT(told("--cfg=network/optim:Foo"), Catch::Contains("'Foo' is invalid! Valid models are: Lazy, TI, Full."));
  CHECK_THAT(told("--cfg=network/model:Foo"), Catch::Contains("Valid models are: LV08, "));
  CHECK_THAT(told("--cfg=host/model:Foo"), Catch::Contains("Valid models are: "));
  CHECK_THAT(told("--cfg=plugin:foo"), Catch::Contains("Valid models are: "));
  CHECK_THAT(told("--cfg=cpu/optim:Foo"), Catch::Contains("Possible values:\n") && Catch::Contains("'Lazy'"));
  CHECK_THAT(told("--cfg=contexts/factory:foo"), Catch::Contains("Please use a valid factory."));
  CHECK_THAT(told("--cfg=network/TCP-gamma:abc"), Catch::Contains("invalid double"));
  CHECK_THAT(told("--cfg=network/crosstraffic:maybe"), Catch::Contains("not a boolean"));
  for (const char* size : {"0", "-1", "1", "abc"})
    CHECK_THAT(told(std::string{"--cfg=contexts/stack-size:"} + size), Catch::Contains("stack"));
  const auto log_form = Catch::Contains("needs CATEGORY.SETTING:VALUE, such as --log=root.thresh:info");
  CHECK_THAT(told("--log=foo"), log_form);
  CHECK_THAT(told("--log=help"), log_form);
  CHECK_THAT(told("--log=root.thresh:"), log_form);
  CHECK_THAT(told("--log=root.thresh:loud"), Catch::Contains("must be one of: trace,debug"));
  CHECK_THAT(told("--log=root.foo:x"), Catch::Contains("Unknown setting of the log category: 'foo'"));
  CHECK_THAT(told("--log=root.app:file:/nowhere/x"), Catch::Contains("Cannot open file: /nowhere/x"));
}

TEST_CASE("an argument of SimGrid's without a value is missing one") {
  const std::string run = "fedjoule validate scenarios/small/one-client.yaml ";
  for (const std::string words : {"--cfg", "--cfg=", "--log="}) {
    INFO(words);
    const CommandResult result = shell(run + words);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Catch::Contains("missing. See `fedjoule validate --help`."));
  }
}

TEST_CASE("an argument of SimGrid's that is right reaches it, behind a blank or an equals sign") {
  for (const std::string words : {"--cfg=network/optim:Lazy", "--cfg network/optim:Lazy"}) {
    const CommandResult result = shell("fedjoule validate scenarios/small/one-client.yaml " + words);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Catch::StartsWith("warning: network/optim is not Full"));
  }
  const CommandResult help = shell("fedjoule validate scenarios/small/one-client.yaml --cfg=network/optim:help");
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.out, Catch::Contains("Lazy action management"));
}
