#include "tests/bytes_mutator.hpp"
#include "tests/system/command.hpp"
#include "tests/system/wish.hpp"

using namespace roundwatt;

namespace {

// 1 GiB of memory at most, however large a file says that it is; the address sanitizer takes more for itself.
#if defined(__SANITIZE_ADDRESS__)
const std::string memory_limit;
#else
const std::string memory_limit = "ulimit -v 1048576; ";
#endif

/// Traces with every table: whole, with totals, and cut off in the middle.
std::vector<std::string> original_traces(const ScratchFolder& folder) {
  const auto run = [&](const std::string& name, const std::vector<std::string>& overrides) {
    std::vector<std::string> words{"run", small_scenario(name), "-o", folder.file(name + ".h5"), "--quiet"};
    for (const std::string& text : overrides) words.insert(words.end(), {"--set", text});
    REQUIRE(run_roundwatt(words).exit_code == 0);
    return read_text_file(folder.file(name + ".h5"));
  };
  std::vector<std::string> traces{run("two-stations", {"trace.plugin_check=true"}), run("replay", {}),
                                  run("failing", {"trace.host_energy=totals", "trace.link_energy=totals"}),
                                  run("centralized-upload", {})};
  // Cut off by a limit of 4 MB, not by a kill: the same mutants at each run. Kills are in kill_test.
  CHECK(shell("ulimit -f 4000; roundwatt run scenarios/small/one-client.yaml --quiet --set stop.rounds=100000000 -o " +
              folder.file("cut.h5"))
            .exit_code == 1);
  traces.push_back(read_text_file(folder.file("cut.h5")));
  return traces;
}

}  // namespace

TEST_CASE("whatever happens to the bytes of a trace, its readers end with a message and in time") {
  // ROUNDWATT_TRACE_MUTANTS=20000 build/tests/test_system "whatever happens to the bytes*" for a long run.
  const ScratchFolder folder;
  const std::vector<std::string> traces = original_traces(folder);
  const std::vector<std::string> verbs{"verify",
                                       "carbon",
                                       "info",
                                       "timeline",
                                       "report -o page.html",
                                       "carbon --by hour,client",
                                       "target --accuracy 0.5",
                                       "sensitivity --input grid=0.5:2"};
  const std::uint64_t first = wish("ROUNDWATT_FIRST_MUTANT", 0);
  const std::uint64_t count = wish("ROUNDWATT_TRACE_MUTANTS", 200);
  std::uint64_t refused = 0;
  for (std::uint64_t i = first; i < first + count; ++i) {
    BytesMutator mutator{i, traces[i % traces.size()]};
    folder.write("mutant.h5", mutator.mutate());
    const CommandResult result = shell(memory_limit + "timeout -s KILL 60 roundwatt-analyze " +
                                           verbs[i / traces.size() % verbs.size()] + " " + folder.file("mutant.h5"),
                                       folder.path());
    INFO("mutant " << i << ": " << mutator.story() << "\nexit code " << result.exit_code << "\n" << result.err);
    CHECK((result.exit_code == 0 || result.exit_code == 1 || result.exit_code == 2));
    const bool says_why = result.exit_code == 2 || (result.exit_code == 1 && result.out.empty());
    if (says_why) CHECK_THAT(result.err, EndsWith(".\n") && !ContainsSubstring("more memory than there is"));
    refused += result.exit_code == 2 ? 1 : 0;
  }
  CHECK(refused >= count / 10);
}
