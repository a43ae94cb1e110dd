#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

bool is_installed(const std::string& program) { return shell("command -v " + program).exit_code == 0; }

/// What bash offers for the last of \p words, sorted, in a folder with a scenario, a trace, a platform and a folder.
std::string bash_offers(const std::vector<std::string>& words) {
  const ScratchFolder folder;
  for (const std::string name : {"a scenario.yaml", "trace.h5", "platform.xml", "notes.txt", "more/x.yaml"})
    folder.write(name, "");
  std::string line = "source <(" + words.front() + " completion bash); COMP_WORDS=(";
  for (const std::string& word : words) line += "'" + word + "' ";
  line += "); COMP_CWORD=" + std::to_string(words.size() - 1) + "; " +
          (words.front() == "roundwatt" ? "_roundwatt" : "_roundwatt_analyze") +
          "; printf '%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort | tr '\\n' '|'";
  const CommandResult result = shell(line, folder.path());
  CHECK(result.err == "");
  return result.out;
}

}  // namespace

TEST_CASE("bash completes verbs, also nested ones") {
  CHECK(bash_offers({"roundwatt", ""}) == "completion|defaults|list|man|partition|platform|run|validate|");
  CHECK(bash_offers({"roundwatt", "va"}) == "validate|");
  CHECK(bash_offers({"roundwatt", "platform", ""}) == "check|");
  CHECK(bash_offers({"roundwatt-analyze", "c"}) == "carbon|cite|compare|completion|");
}

TEST_CASE("bash completes options and the values of those that have fixed ones") {
  CHECK(bash_offers({"roundwatt", "run", "--q"}) == "--quiet|");
  CHECK(bash_offers({"roundwatt", "run", "a.yaml", "--fo"}) == "--force|--force-memory|");
  CHECK(bash_offers({"roundwatt-analyze", "carbon", "--boundary", ""}) == "fleet|incremental|participation|");
  CHECK(bash_offers({"roundwatt-analyze", "compare", "--boundary", "=", "f"}) == "fleet|");
  CHECK(bash_offers({"roundwatt-analyze", "compare", "--grid-kind", "="}) == "average|marginal|");
  CHECK(bash_offers({"roundwatt", "completion", ""}) == "bash|fish|zsh|");
}

TEST_CASE("bash completes files by what they are, and the keys of a scenario") {
  CHECK(bash_offers({"roundwatt", "run", ""}) == "a scenario.yaml|more|");
  CHECK(bash_offers({"roundwatt", "run", "-o", ""}) == "more|trace.h5|");
  CHECK(bash_offers({"roundwatt", "platform", "check", ""}) == "more|platform.xml|");
  CHECK(bash_offers({"roundwatt-analyze", "info", "trace.h5", "t"}) == "trace.h5|");
  CHECK(bash_offers({"roundwatt", "run", "--set", "stop.r"}) == "stop.rounds=|");
}

TEST_CASE("fish completes verbs, options, values, files and keys") {
  if (!is_installed("fish")) {
    WARN("no fish here");
    return;
  }
  const ScratchFolder folder;
  folder.write("a.yaml", "");
  const auto offers = [&](const std::string& program, const std::string& line) {
    const CommandResult result =
        shell("export HOME=$PWD; " + program + " completion fish > f.fish && fish -c 'source f.fish; complete -C \"" + line +
                  "\"' | cut -f1 | LC_ALL=C sort | tr '\\n' '|'",
              folder.path());
    CHECK(result.err == "");
    return result.out;
  };
  CHECK(offers("roundwatt", "roundwatt ") == "completion|defaults|list|man|partition|platform|run|validate|");
  CHECK(offers("roundwatt", "roundwatt platform ") == "check|");
  CHECK(offers("roundwatt", "roundwatt run --qu") == "--quiet|");
  CHECK_THAT(offers("roundwatt", "roundwatt run "), ContainsSubstring("a.yaml|"));
  CHECK(offers("roundwatt", "roundwatt run a.yaml --set stop.r") == "stop.rounds=|");
  CHECK(offers("roundwatt-analyze", "roundwatt-analyze carbon --boundary ") == "fleet|incremental|participation|");
}

TEST_CASE("zsh takes its completion without complaint and defines the functions of all verbs") {
  if (!is_installed("zsh")) {
    WARN("no zsh here");
    return;
  }
  const ScratchFolder folder;
  for (const std::string program : {"roundwatt", "roundwatt-analyze"}) {
    INFO(program);
    const CommandResult syntax = shell(program + " completion zsh > _" + program + " && zsh -n _" + program, folder.path());
    CHECK(syntax.exit_code == 0);
    CHECK(syntax.err == "");
  }
  const CommandResult loaded = shell(
      "zsh -f -c 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; echo $_comps[roundwatt] "
      "$_comps[roundwatt-analyze]; "
      "source ./_roundwatt; whence _roundwatt_platform_check'",
      folder.path());
  CHECK(loaded.out == "_roundwatt _roundwatt-analyze\n_roundwatt_platform_check\n");
  CHECK(loaded.err == "");
}
