#include "analysis/report/report.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

std::string render(const Report& report, ReportFormat format) {
  switch (format) {
    case ReportFormat::text:
      return render_text(report);
    case ReportFormat::csv:
      return render_csv(report);
    case ReportFormat::json:
      return render_json(report);
    case ReportFormat::latex:
      return render_latex(report);
  }
  throw RunError{"a report has no format"};
}

}  // namespace roundwatt
