#include "analysis/report/timeline_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "sim/base/error.hpp"
#include "sim/trace/boundary_share.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t activity_count = 10;

/// In the order of Activity.
constexpr std::string_view letters = "xTAEcr><w.";
constexpr std::string_view legend =
    "T trains, A aggregates, E evaluates, c encodes, r relays, > sends, < receives, w waits, . idle, x off; | a round begins";

struct Span {
  double from_s, to_s;
};

UserError mistake(const TraceReader& trace, const std::string& text) {
  return UserError{std::vector{Problem{trace.file(), 0, text}}};
}

Span span_of(const TraceReader& trace, const TimelineWindow& window) {
  const double end_s = trace.header().end_s;
  if (!window.round) return {std::max(0.0, window.from_s.value_or(0)), std::min(end_s, window.to_s.value_or(end_s))};
  std::optional<Span> span;
  trace.for_each<RoundRow>([&](const RoundRow& row) {
    if (row.round == *window.round && row.level == 0) span = Span{row.start_s, row.end_s};
  });
  if (!span) throw mistake(trace, fmt::format("has no round {}. See roundwatt-analyze info.", *window.round));
  return *span;
}

/// Seconds of each activity in each column of one host's line.
class Line {
 public:
  explicit Line(std::size_t columns) : columns_(columns) {}

  void add(Activity activity, double from, double to) {
    const auto last = static_cast<double>(columns_.size());
    for (auto column = static_cast<std::size_t>(std::clamp(from, 0.0, last)); column < columns_.size(); ++column) {
      const double overlap = std::min(to, static_cast<double>(column + 1)) - std::max(from, static_cast<double>(column));
      if (overlap <= 0) break;
      columns_[column][static_cast<std::size_t>(activity)] += overlap;
    }
  }

  std::string text() const {
    std::string text;
    for (const auto& seconds : columns_) {
      const auto most = std::max_element(seconds.begin(), seconds.end());
      text += *most > 0 ? letters[static_cast<std::size_t>(most - seconds.begin())] : ' ';
    }
    return text;
  }

 private:
  std::vector<std::array<double, activity_count>> columns_;
};

class Timeline {
 public:
  Timeline(const TraceReader& trace, const TimelineWindow& window)
      : trace_{trace}, window_{window}, span_{span_of(trace, window)}, hosts_{trace.read_all<HostRow>()} {
    if (trace.count<HostEnergyRow>() == 0) {
      const bool was_cut = !trace.header().complete;
      throw mistake(trace, was_cut
                               ? "has no intervals of hosts to draw: the run was cut off before its first ones were written."
                               : "has no intervals of hosts to draw. Run with trace.host_energy: intervals.");
    }
    if (!(span_.from_s < span_.to_s)) {
      throw mistake(trace, fmt::format("has nothing from {} s to {} s: its run ends at {} s.", span_.from_s, span_.to_s,
                                       trace.header().end_s));
    }
  }

  ReportSection section() {
    find_hosts();
    fill_lines();
    ReportSection section;
    section.name = trace_.header().name;
    section.facts = {{{"from_s", "from", Measure::seconds}, span_.from_s},
                     {{"to_s", "to", Measure::seconds}, span_.to_s},
                     {{"column_s", "a column is", Measure::seconds}, seconds_a_column()}};
    if (window_.with_intervals) section.tables = {std::move(intervals_)};
    section.drawing = drawing();
    return section;
  }

 private:
  double seconds_a_column() const { return (span_.to_s - span_.from_s) / static_cast<double>(window_.columns); }
  double column_of(double time_s) const { return (time_s - span_.from_s) / seconds_a_column(); }

  void for_each_interval(const std::function<void(std::size_t, const HostEnergyRow&)>& visit) const {
    trace_.for_each<HostEnergyRow>([&](const HostEnergyRow& row) {
      if (row.end_s <= span_.from_s || row.start_s >= span_.to_s) return;
      const auto host = static_cast<std::size_t>(row.host);
      if (row.host < 0 || host >= hosts_.size()) {
        throw mistake(trace_, "is damaged: an interval is of no host. See roundwatt-analyze verify.");
      }
      visit(host, row);
    });
  }

  /// Who works in the window, of whom the first are shown.
  void find_hosts() {
    std::vector<bool> works(hosts_.size());
    for_each_interval([&](std::size_t host, const HostEnergyRow& row) {
      works[host] = works[host] || is_at_work(row.activity);
      if (window_.with_intervals) add_interval(hosts_[host], row);
    });
    for (std::size_t host = 0; host < hosts_.size(); ++host) {
      if (!works[host]) continue;
      if (working_++ < static_cast<std::size_t>(window_.hosts))
        lines_.try_emplace(host, static_cast<std::size_t>(window_.columns));
    }
  }

  void add_interval(const HostRow& host, const HostEnergyRow& row) {
    if (intervals_.rows.size() == window_.most_intervals) {
      throw mistake(trace_,
                    fmt::format("has more than {} intervals from {} s to {} s. Choose fewer: --round, or --from and --to.",
                                window_.most_intervals, span_.from_s, span_.to_s));
    }
    intervals_.rows.push_back({host.name, std::int64_t{row.round}, flag_name(row.activity), row.start_s, row.end_s});
  }

  void fill_lines() {
    for_each_interval([this](std::size_t host, const HostEnergyRow& row) {
      const auto line = lines_.find(host);
      if (line != lines_.end()) line->second.add(row.activity, column_of(row.start_s), column_of(row.end_s));
    });
  }

  /// A bar and its number where each round begins, if there is room for it.
  std::string rounds_text() const {
    std::string text(static_cast<std::size_t>(window_.columns), ' ');
    std::size_t free_from = 0;
    for (const RoundRow& row : rounds_by_start()) {
      const double column = column_of(row.start_s);
      if (column < 0 || column >= static_cast<double>(window_.columns)) continue;
      const auto at = static_cast<std::size_t>(column);
      const std::string mark = fmt::format("|{}", row.round);
      if (at < free_from || at + mark.size() > text.size()) continue;
      text.replace(at, mark.size(), mark);
      free_from = at + mark.size() + 1;
    }
    return text;
  }

  std::vector<RoundRow> rounds_by_start() const {
    std::vector<RoundRow> rounds;
    trace_.for_each<RoundRow>([&](const RoundRow& row) {
      if (row.level == 0) rounds.push_back(row);
    });
    std::stable_sort(rounds.begin(), rounds.end(), [](const auto& a, const auto& b) { return a.start_s < b.start_s; });
    return rounds;
  }

  std::vector<std::string> drawing() const {
    std::size_t width = 5;  // "round"
    for (const auto& [host, line] : lines_) width = std::max(width, hosts_[host].name.size());
    std::vector<std::string> text{fmt::format("{:<{}}  {}", "round", width, rounds_text())};
    for (const auto& [host, line] : lines_) text.push_back(fmt::format("{:<{}}  {}", hosts_[host].name, width, line.text()));
    if (working_ > lines_.size()) text.push_back(fmt::format("… and {} more that work: --hosts", working_ - lines_.size()));
    if (hosts_.size() > working_) text.push_back(fmt::format("{} more are idle or off all the time", hosts_.size() - working_));
    text.emplace_back(legend);
    return text;
  }

  const TraceReader& trace_;
  const TimelineWindow window_;
  const Span span_;
  const std::vector<HostRow> hosts_;
  std::size_t working_ = 0;            ///< hosts
  std::map<std::size_t, Line> lines_;  ///< of the hosts that are shown
  ReportTable intervals_{"intervals",
                         "Intervals",
                         {{"host", "host", Measure::text},
                          {"round", "round", Measure::count},
                          {"activity", "activity", Measure::text},
                          {"start_s", "start", Measure::seconds},
                          {"end_s", "end", Measure::seconds}},
                         {},
                         "",
                         0};
};

}  // namespace

ReportSection timeline_section(const TraceReader& trace, const TimelineWindow& window) {
  return Timeline{trace, window}.section();
}

}  // namespace roundwatt
