#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

/// The manual pages of a program, in a folder of their own.
std::vector<std::filesystem::path> manual_pages(const std::string& program, const std::filesystem::path& folder) {
  CHECK(shell(program + " man --into .", folder).exit_code == 0);
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) pages.push_back(entry.path());
  return pages;
}

}  // namespace

TEST_CASE("each verb has a manual page, which groff prints without a warning") {
  const bool has_groff = shell("command -v groff").exit_code == 0;
  if (!has_groff) WARN("no groff here: the pages are not set");
  for (const std::string program : {"roundwatt", "roundwatt-analyze"}) {
    const ScratchFolder folder;
    const auto pages = manual_pages(program, folder.path());
    CHECK(pages.size() >= 8);
    for (const std::filesystem::path& page : pages) {
      INFO(page);
      const std::string text = read_text_file(page);
      for (const std::string section : {"NAME", "SYNOPSIS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"})
        CHECK_THAT(text, ContainsSubstring(".SH " + section + "\n"));
      if (!has_groff) continue;
      const CommandResult set = shell("groff -k -man -ww -Tutf8 " + page.string());
      CHECK(set.exit_code == 0);
      CHECK(set.err == "");
    }
  }
}

TEST_CASE("the manual page of a verb says what its help says") {
  const std::string page = run_roundwatt({"man", "run"}).out;
  for (const std::string part : {"\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR",
                                 "roundwatt run scenarios/small/one\\-client.yaml", "\\fB130\\fR", "\\fISCENARIO\\fR"})
    CHECK_THAT(page, ContainsSubstring(part));
  CHECK_THAT(run_roundwatt({"man", "platform", "check"}).out, ContainsSubstring("roundwatt\\-platform\\-check \\- "));
  CHECK_THAT(run_analyze({"man", "carbon"}).out,
             ContainsSubstring("One of participation, incremental, fleet. Default: participation."));
  const CommandResult mistaken = run_roundwatt({"man", "--into", "/nowhere"});
  CHECK(mistaken.exit_code == 2);
  CHECK(mistaken.err == "/nowhere/roundwatt.1: cannot be written: No such file or directory.\n");
}

TEST_CASE("an installation has the programs, their manual pages and their completion where shells look") {
  const std::filesystem::path build = std::filesystem::path{ROUNDWATT_PROGRAM}.parent_path().parent_path();
  if (!std::filesystem::exists(build / "manuals/roundwatt-analyze/written") ||
      !std::filesystem::exists(build / "manuals/roundwatt/written")) {
    WARN("the build is not complete: nothing can be installed");
    return;
  }
  const ScratchFolder prefix;
  const CommandResult install = shell("cmake --install " + build.string() + " --prefix " + prefix.path().string());
  CHECK(install.exit_code == 0);
  for (const std::string name :
       {"bin/roundwatt", "bin/roundwatt-analyze", "share/man/man1/roundwatt.1", "share/man/man1/roundwatt-run.1",
        "share/man/man1/roundwatt-platform-check.1", "share/man/man1/roundwatt-analyze.1",
        "share/man/man1/roundwatt-analyze-carbon.1", "share/bash-completion/completions/roundwatt",
        "share/bash-completion/completions/roundwatt-analyze", "share/zsh/site-functions/_roundwatt",
        "share/zsh/site-functions/_roundwatt-analyze", "share/fish/vendor_completions.d/roundwatt.fish",
        "share/fish/vendor_completions.d/roundwatt-analyze.fish"}) {
    INFO(name);
    CHECK(std::filesystem::exists(prefix.path() / name));
  }
  const CommandResult run =
      execute({{prefix.file("bin/roundwatt"), "run", prefix.file("share/roundwatt/scenarios/small/one-client.yaml"), "-o",
                prefix.file("a.h5")},
               prefix.path(),
               {}});
  CHECK(run.exit_code == 0);
}
