#include <fstream>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// The flows of the protocol between the server and one host, in order.
std::vector<TransferRow> flows_of(const SmallRun& run, const std::string& host) {
  std::vector<TransferRow> flows;
  for (const TransferRow& row : run.rows<TransferRow>()) {
    if (row.source == run.host(host) || row.destination == run.host(host)) flows.push_back(row);
  }
  return flows;
}

/// A file for as long as this lives.
class TextFile {
 public:
  explicit TextFile(const std::string& text)
      : path_{std::filesystem::temp_directory_path() / ("roundwatt-hours-" + std::to_string(getpid()) + ".csv")} {
    std::ofstream{path_} << text;
  }
  ~TextFile() { std::filesystem::remove(path_); }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// Of four clients that train one sample, two are off at 15 s, while they send; two survivors are enough.
std::vector<std::string> four_with_losses() {
  return {"data.samples_per_client=1",
          "federation.secure_aggregation={kind: secagg, threshold: 0.5, key_agreement_flops: 0.1Gf, share_flops: 1Mf, "
          "mask_flops_per_element: 100f}"};
}

}  // namespace

TEST_CASE("secure aggregation takes four more exchanges, by hand") {
  // A message of b bytes takes 0.1 + b / 1e6 s. Slow, of half the speed, is who the server waits for.
  // Keys: 2 * 0.1 Gf, 0.4 s on slow; 64 bytes up: 0.500064.
  // Shares: 64 bytes down: 0.600128; 2 agreements and 2 * 2 * 1 steps of Horner, 0.204 Gf, 0.408 s; 64 up: 1.108192.
  // Then 64 bytes down and the model: 11.308256. Slow trains 20 s, draws two masks of 2.5e6 elements at 100 f in 1 s, and sends
  // 2.5e6 * 17 / 8 = 5 312 500 bytes in 5.4125 s: 37.720756.
  // A byte down and 64 up: 37.920821. The server: (2 * 2 + 2 * 2) Mf and two masks of 0.25 Gf at 10 Gf/s, 0.0508 s.
  const SmallRun run{"secure-aggregation"};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.selected_s == 0);
  CHECK(slow.download_start_s == soft(1.208256));
  CHECK(slow.train_end_s == soft(31.308256));
  CHECK(slow.upload_start_s == soft(32.308256));
  CHECK(slow.upload_end_s == soft(37.720756));
  CHECK(slow.end_s == soft(37.920821));
  CHECK(slow.outcome == Outcome::aggregated);
  CHECK(run.participation("fast").upload_end_s == soft(27.220756));
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::quorum);
  CHECK(round.closed_s == soft(37.720756));
  CHECK(round.end_s == soft(37.971621));
  CHECK(round.aggregated == 2);
}

TEST_CASE("bytes of secure aggregation stand in transfers, those of models in participations") {
  const SmallRun run{"secure-aggregation"};
  const std::vector<TransferRow> flows = flows_of(run, "fast");
  const std::vector<double> bytes{64, 64, 64, 64, 1, 64};
  REQUIRE(flows.size() == bytes.size());
  for (std::size_t i = 0; i < flows.size(); ++i) {
    CHECK(flows[i].bytes == bytes[i]);
    CHECK(flows[i].purpose == TransferPurpose::secure_aggregation);
    CHECK(flows[i].client == run.participation("fast").client);
    CHECK(flows[i].round == 1);
  }
  CHECK(flows[0].start_s == soft(0.2));
  CHECK(flows[1].start_s == soft(0.500064));  // the server has waited for slow's keys
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.bytes_up == 2 * 5312500);
  CHECK(round.bytes_down == 2 * 10e6);
  CHECK(run.link("line-fast").bytes == soft(10e6 + 5312500 + 321));
}

TEST_CASE("cryptography costs the devices and the server joules") {
  // 50 W while a device computes: fast 0.2 + 0.204 + 0.5 s, slow twice that. The server: 0.0508 s at 200 W.
  const SmallRun run{"secure-aggregation"};
  CHECK(run.energy("fast", Activity::encode) == soft(0.904 * 50));
  CHECK(run.energy("slow", Activity::encode) == soft(1.808 * 50));
  CHECK(run.energy("server", Activity::aggregate) == soft(0.0508 * 200));
  // Fast waits at 5 W for slow's keys, 0.2 s, for slow's shares, 0.204 s, and for its update, 10.5 s.
  CHECK(run.energy("fast", Activity::wait) == soft(10.904 * 5));
}

TEST_CASE("the masks of clients that were lost are recovered, at the server's cost") {
  // Keys until 0.300064; 192 down, 6 agreements and 8 steps, 0.608 Gf, 192 up: 1.108448; 192 down: 1.20864; the
  // model: 11.30864; a sample, 1 s; four masks, 1 s: 13.30864. 2.5e6 * 18 / 8 = 5 625 000 bytes until 19.03364, of which those
  // who die at 15 s have sent 15 - 13.40864 s of 1 MB/s. A byte down, 4 * 32 up: 19.233769. The server: 2 * 2 + 4 * 2 steps, 2
  // * 2 agreements in the names of the lost, 2 masks of survivors and 2 * 2 between them and the lost: 0.012 + 0.4 + 1.5 Gf,
  // 0.1912 s.
  const SmallRun run{"failing", four_with_losses()};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.failed == 2);
  CHECK(round.aggregated == 2);
  CHECK(round.closed_by == RoundEnd::nobody_left);
  CHECK(round.closed_s == soft(19.03364));
  CHECK(run.participation("dies-training").bytes_up == soft(1.59136e6));
  CHECK(run.participation("steady").end_s == soft(19.233769));
  CHECK(round.end_s == soft(19.424969));
}

TEST_CASE("with fewer survivors than the threshold a round aggregates nothing and says so") {
  std::vector<std::string> overrides = four_with_losses();
  overrides.emplace_back("federation.secure_aggregation.threshold=0.75");
  const SmallRun run{"failing", overrides};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::below_threshold);
  CHECK(round.aggregated == 0);
  CHECK(round.dropped == 2);
  CHECK(round.failed == 2);
  CHECK(run.participation("steady").outcome == Outcome::dropped);
  // Nobody is asked for shares: the last flow went to clients before they trained.
  CHECK(flows_of(run, "steady").size() == 4);
  CHECK(run.energy("server", Activity::aggregate) == 0);
}

TEST_CASE("who delivers and leaves before it can unmask takes its share away") {
  // Fast has sent its masked update at 27.2 s, leaves at 35 s, and is asked for its shares at 37.7 s: one of two is not enough.
  const TextFile hours{"client,start,end\n0,0,35\n1,0,100\n"};
  const SmallRun run{"secure-aggregation",
                     {"federation.availability={kind: intervals, intervals: {file: " + hours.path() + ", afterwards: off}}"}};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::below_threshold);
  CHECK(round.closed_s == soft(37.720756));
  CHECK(round.dropped == 2);
  CHECK(flows_of(run, "fast").size() == 4);
  CHECK(flows_of(run, "slow").size() == 6);
}

TEST_CASE("a client that is silent when it is asked for shares holds up the round until the server gives it up") {
  // As above, where it takes 5 s to notice: 37.720756 s, when fast is asked, and 5 s.
  const TextFile hours{"client,start,end\n0,0,35\n1,0,100\n"};
  const SmallRun run{"secure-aggregation",
                     {"federation.failure_detection.timeout=5s",
                      "federation.availability={kind: intervals, intervals: {file: " + hours.path() + ", afterwards: off}}"}};
  CHECK(run.rows<RoundRow>().front().end_s == soft(42.720756));
}

TEST_CASE("the server need not notice a loss that it has not waited for") {
  // The deadline closes the round at 20 s, before the server gives up at 45 s whom it lost at 15 s; then 0.200129 and 0.1912 s.
  std::vector<std::string> overrides = four_with_losses();
  overrides.emplace_back("federation.failure_detection.timeout=30s");
  overrides.emplace_back("federation.stragglers.deadline=20s");
  const SmallRun run{"failing", overrides};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::deadline);
  CHECK(round.aggregated == 2);
  CHECK(round.end_s == soft(20 + 0.200129 + 0.1912));
}

TEST_CASE("clients beyond the quorum must be recovered like those that are lost") {
  const SmallRun run{"failing",
                     {"federation.clients_per_round=2", "data.clients=4", "data.samples_per_client=1",
                      "federation.stragglers={deadline: 60s, over_selection: 2}",
                      "federation.secure_aggregation={kind: secagg, threshold: 0.5, key_agreement_flops: 0.1Gf, share_flops: "
                      "1Mf, mask_flops_per_element: 100f}",
                      "workload.model.size=5MB"}};
  // Half the model of the test above: the model is there at 6.30864 s; 1 s of training, 0.5 s of masks, 2.8125 MB: 10.72114 s.
  // All four deliver at that instant, and the first two count: as many masks as with two that died.
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::quorum);
  CHECK(round.closed_s == soft(10.72114));
  CHECK(round.aggregated == 2);
  CHECK(round.dropped == 2);
  // 0.2 s for the messages as above; 0.012 + 0.4 + 6 * 0.125 Gf.
  CHECK(round.end_s == soft(10.72114 + 0.200129 + 0.1162));
}

TEST_CASE("a deadline that passes while keys are exchanged ends the round") {
  // Fast has advertised its keys at 0.300064 s; slow would at 0.500064 s.
  const SmallRun run{"secure-aggregation", {"federation.stragglers={deadline: 0.4s, late: drop}"}};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::deadline);
  CHECK(round.closed_s == soft(0.4));
  CHECK(round.cancelled == 2);
  CHECK(run.participation("fast").end_s == soft(0.4));
  CHECK(flows_of(run, "fast").size() == 1);
}

TEST_CASE("a run that ends while keys are exchanged ends there") {
  const SmallRun run{"secure-aggregation", {"stop={rounds: null, time: 0.55s}"}};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::end_of_run);
  CHECK(round.cancelled == 2);
  CHECK(run.summary.end_s == soft(0.55));
}

TEST_CASE("a run that ends while shares for unmasking are on their way drops what was delivered") {
  const SmallRun run{"secure-aggregation", {"stop={rounds: null, time: 37.8s}"}};
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::quorum);
  CHECK(round.dropped == 2);
  CHECK(run.summary.end_s == soft(37.8));
}

TEST_CASE("partial work counts the time of masking") {
  // Slow has the model at 11.308256 s and expects 5.4125 s of upload: until 31.5 s are 14.78 s for seven epochs of 2 s, were it
  // not for 1 s of masks. Six.
  const SmallRun run{"secure-aggregation",
                     {"data.samples_per_client=1", "learning.local={epochs: 7, batch_size: 1}",
                      "federation.stragglers={deadline: 31.5s, late: partial}"}};
  CHECK(run.participation("slow").epochs == 6);
  CHECK(run.participation("slow").outcome == Outcome::aggregated);
}

}  // namespace roundwatt
