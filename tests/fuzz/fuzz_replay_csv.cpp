#include "sim/base/error.hpp"
#include "sim/learning/accuracy_curve.hpp"
#include "sim/learning/client_samples.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

/// Any text as accuracies by round, and as samples by client.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file{as_text(data, size)};
  try {
    const AccuracyCurve curve{file.path()};
    for (const std::int32_t round : {1, curve.first_round(), curve.last_round()}) {
      const double accuracy = curve.at(round).test_accuracy;
      expect(round < curve.first_round() || (accuracy >= 0 && accuracy <= 1), "an accuracy is in [0, 1]");
    }
  } catch (const UserError&) {
  }
  try {
    for (const std::int64_t samples : samples_from_csv(file.path(), {"nano", "pi"}).sizes) expect(samples >= 1, "a client has a sample");
  } catch (const UserError&) {
  }
  return 0;
}
