#include <cerrno>

#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

const std::string scenario = small_scenario("one-client");

/// A run that lasts until it is stopped, in the background; goes on once its trace has grown to 2 MB.
std::string endless_run(const std::string& arguments, const std::string& written) {
  return "roundwatt run " + scenario + " --set stop.rounds=100000000 " + arguments + " & run=$!\n" + "until [ \"$(stat -c %s " +
         written + " 2>/dev/null || echo 0)\" -gt 2000000 ]; do kill -0 $run || break; sleep 0.01; done\n";
}

/// A folder with a whole trace a.h5, and what it was like.
struct OldTrace {
  ScratchFolder folder;
  std::string before;

  OldTrace() {
    REQUIRE(run_roundwatt({"run", scenario, "-o", folder.file("a.h5"), "--quiet"}).exit_code == 0);
    before = digest(folder.file("a.h5"));
  }
  bool is_untouched() const { return digest(folder.file("a.h5")) == before; }
  bool has_new() const { return std::filesystem::exists(folder.file("a.h5.new")); }
  /// The new trace verifies to its last flush and says that it was cut off.
  bool new_is_only_cut_off() const {
    const CommandResult verdict = run_analyze({"verify", folder.file("a.h5.new")});
    return verdict.exit_code == 0 && verdict.out.find("INCOMPLETE") != std::string::npos;
  }
  bool new_verifies() const { return run_analyze({"verify", folder.file("a.h5.new")}).exit_code == 0; }
};

}  // namespace

TEST_CASE("an output that cannot be created is refused before the run") {
  const ScratchFolder folder;
  folder.write("file", "");
  const auto told = [&](const std::vector<std::string>& output) {
    std::vector<std::string> words{"run", scenario, "-o"};
    words.insert(words.end(), output.begin(), output.end());
    const CommandResult result = run_roundwatt(words, folder.path());
    INFO(output.front());
    CHECK(result.exit_code == (result.err.find("exists already") == std::string::npos ? 2 : 3));
    CHECK(result.out == "");
    return result.err;
  };
  CHECK(told({"missing/a.h5"}) == "missing/a.h5: cannot be created: No such file or directory.\n");
  CHECK(told({"file/a.h5"}) == "file/a.h5: cannot be created: Not a directory.\n");
  CHECK(told({"."}) == ".: is a folder. Name a file with -o.\n");
  CHECK(told({".", "--force"}) == ".: is a folder. Name a file with -o.\n");
  CHECK(told({"/dev/null"}) == "/dev/null: exists already. Name another file with -o, or say --force.\n");
  CHECK(told({"/dev/null", "--force"}) ==
        "/dev/null: is a device or a pipe, which --force does not replace. Name a file with -o.\n");
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("a folder that is read-only takes neither a trace nor a replacement") {
  const OldTrace old;
  namespace fs = std::filesystem;
  fs::permissions(old.folder.path(),
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  // The administrator may write everywhere: the run is somebody else's.
  const std::string as_nobody = geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups " : "";
  for (const std::string output : {"b.h5", "a.h5 --force"}) {
    const CommandResult result = shell("cd " + old.folder.path().string() + " && " + as_nobody +
                                       "$(command -v roundwatt) run " + scenario + " -o " + output);
    INFO(output);
    // Where the repository is in somebody's home, nobody may not even come near.
    if (geteuid() == 0 && (result.exit_code > 2 || result.err.find("cannot be read: Permission denied") != std::string::npos)) {
      WARN("nobody may not run the program here");
      break;
    }
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, EndsWith(": cannot be created: Permission denied.\n"));
  }
  fs::permissions(old.folder.path(), fs::perms::owner_all);
  CHECK(old.is_untouched());
}

TEST_CASE("an output that is deleted while the run writes it is missed at the end") {
  const ScratchFolder folder;
  const CommandResult run =
      shell(endless_run("-o a.h5", "a.h5") + "rm a.h5; kill -INT $run; wait $run; echo exit $?", folder.path());
  CHECK(run.out == "exit 1\n");
  CHECK(run.err == "the run failed: a.h5 was deleted, moved or replaced while the run wrote it; run again for its result\n");
}

TEST_CASE("a run with --force that is interrupted leaves the old file, and its trace beside it") {
  for (const std::string signal : {"INT", "TERM"}) {
    INFO(signal);
    const OldTrace old;
    const CommandResult run =
        shell(endless_run("-o a.h5 --force --json", "a.h5.new") + "kill -" + signal + " $run; wait $run; echo exit $?",
              old.folder.path());
    CHECK_THAT(run.out,
               ContainsSubstring("\"trace\": \"a.h5.new\"") && EndsWith(signal == "INT" ? "exit 130\n" : "exit 143\n"));
    CHECK(run.err == "interrupted: the old file is untouched; the new trace is in a.h5.new\n");
    CHECK(old.is_untouched());
    CHECK(old.new_verifies());
  }
}

TEST_CASE("a run with --force that is killed leaves the old file, and its trace up to the last flush beside it") {
  const OldTrace old;
  const CommandResult run =
      shell(endless_run("-o a.h5 --force", "a.h5.new") + "kill -9 $run; wait $run; echo exit $?", old.folder.path());
  CHECK_THAT(run.out, EndsWith("exit 137\n"));
  CHECK(old.is_untouched());
  CHECK(old.new_is_only_cut_off());
  CHECK_THAT(run_analyze({"info", old.folder.file("a.h5.new")}).out, ContainsSubstring("INCOMPLETE"));
  // The next one takes its place.
  CHECK(run_roundwatt({"run", scenario, "-o", old.folder.file("a.h5"), "--force", "--set", "seed=2"}).exit_code == 0);
  CHECK_FALSE(old.is_untouched());
  CHECK_FALSE(old.has_new());
}

TEST_CASE("a run with --force that may write no more leaves the old file, and says where its trace is") {
  const OldTrace old;
  const CommandResult run = shell(
      "ulimit -f 4096; roundwatt run " + scenario + " -o a.h5 --quiet --force --set stop.rounds=100000000", old.folder.path());
  CHECK(run.exit_code == 1);
  CHECK_THAT(
      run.err,
      StartsWith("the run failed: a.h5.new: File too large. The trace stands as of its last flush and can be read. The old") &&
          EndsWith("The old file is untouched; what the run has written is in a.h5.new.\n"));
  CHECK(old.is_untouched());
  CHECK(old.new_is_only_cut_off());
}

TEST_CASE("a limit of file sizes below any trace leaves nothing behind") {
  const OldTrace old;
  const CommandResult run = shell("ulimit -f 1; roundwatt run " + scenario + " -o a.h5 --force", old.folder.path());
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, StartsWith("the run failed: "));
  CHECK(old.is_untouched());
  CHECK_FALSE(old.has_new());
}

TEST_CASE("a run with --force that fails leaves the old file, and its trace up to there beside it") {
  const OldTrace old;
  std::string platform = read_text_file(ROUNDWATT_SOURCE_DIR "/platforms/small/one-client.xml");
  const std::string client = "<host id=\"client\" speed=\"1Gf\"";
  platform.insert(platform.find(client) + client.size(), " state_file=\"off-at-15s.profile\"");
  old.folder.write("platform.xml", platform);
  old.folder.write("off-at-15s.profile", "15 0\n");
  const CommandResult run =
      run_roundwatt({"run", scenario, "-o", "a.h5", "--force", "--set", "platform.file=platform.xml", "--set", "stop.rounds=5"},
                    old.folder.path());
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, EndsWith("The old file is untouched; what the run has written is in a.h5.new.\n"));
  CHECK(old.is_untouched());
  CHECK(run_analyze({"info", old.folder.file("a.h5.new")}).exit_code == 0);
}

TEST_CASE("a symbolic link that --force meets stays one, and its file is replaced") {
  const OldTrace old;
  std::filesystem::create_symlink("a.h5", old.folder.path() / "link.h5");
  CHECK(run_roundwatt({"run", scenario, "-o", old.folder.file("link.h5"), "--force", "--set", "seed=2"}).exit_code == 0);
  CHECK(std::filesystem::is_symlink(old.folder.path() / "link.h5"));
  CHECK_FALSE(old.is_untouched());
  CHECK_FALSE(old.has_new());
}

TEST_CASE("a result that nobody takes does not stop the new file from replacing the old one") {
  for (const std::string redirection : {"> /dev/full", "| true"}) {
    INFO(redirection);
    const OldTrace old;
    shell("roundwatt run " + scenario + " -o a.h5 --force --set seed=2 " + redirection, old.folder.path());
    CHECK_FALSE(old.is_untouched());
    CHECK_FALSE(old.has_new());
  }
}

TEST_CASE("a run whose messages nobody reads goes on to its end") {
  const ScratchFolder folder;
  // A warning and the progress go into a pipe that is closed.
  const CommandResult run =
      shell("{ roundwatt run " + scenario + " -o a.h5 --cfg=network/optim:Lazy; echo $? > code; } 2>&1 | true", folder.path());
  CHECK(run.err == "");
  CHECK(read_text_file(folder.file("code")) == "0\n");
  CHECK(run_analyze({"verify", folder.file("a.h5")}).exit_code == 0);
}

TEST_CASE("a trace is written and read where the file system has no locks") {
  const ScratchFolder folder;
  const auto without_locks = [&](const std::string& line, int error) {
    return shell("export LD_PRELOAD=" ROUNDWATT_NO_LOCKS " FLOCK_ERRNO=" + std::to_string(error) + "; " + line, folder.path());
  };
  constexpr int nfs_without_locks = 524;  // ENOTSUPP, which has no name outside the kernel
  for (const int error : {ENOLCK, EOPNOTSUPP, ENOSYS, nfs_without_locks}) {
    INFO("errno " << error);
    const CommandResult run = without_locks("roundwatt run " + scenario + " --quiet --force -o a.h5", error);
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    CHECK(without_locks("roundwatt-analyze verify a.h5", error).exit_code == 0);
  }
  // Held by somebody else is something else.
  const CommandResult held = without_locks("roundwatt-analyze verify a.h5", EWOULDBLOCK);
  CHECK(held.exit_code == 2);
  CHECK_THAT(held.err, ContainsSubstring("a.h5: is locked: a run still writes to it"));
}
