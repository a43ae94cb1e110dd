#pragma once

#include <string>
#include <vector>

#include "sim/platform/platform_check.hpp"
#include "tests/catch.hpp"
#include "tests/sim/scratch_text.hpp"

namespace roundwatt {

inline const std::string platform_prolog =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n";

/// A platform with \p inside in one Full zone.
inline std::string world_of(const std::string& inside) {
  return platform_prolog + "<platform version=\"4.1\">\n<zone id=\"world\" routing=\"Full\">\n" + inside +
         "\n</zone>\n</platform>\n";
}

inline const std::string two_hosts = R"(<host id="a" speed="1Gf"/><host id="b" speed="1Gf"/>
<link id="line" bandwidth="1MBps" latency="1ms"/>
<route src="a" dst="b"><link_ctn id="line"/></route>)";

/// What the check says of a platform; "accepted" when it has no errors.
inline std::string complaint_of_check(const std::string& xml) {
  return ScratchText{xml, "platform.xml"}.complaint(
      [](const std::string& file) { check_platform(file, MemoryLimit::machine); });
}

/// Its warnings, "line 3: …".
inline std::vector<std::string> warnings_of_check(const std::string& xml) {
  const ScratchText text{xml, "platform.xml"};
  std::vector<std::string> warnings;
  for (Problem warning : check_platform(text.path(), MemoryLimit::machine)) {
    warning.file.clear();
    warnings.push_back(warning.text());
  }
  return warnings;
}

struct Mistake {
  std::string inside;   ///< of the world's Full zone
  std::string message;  ///< that the check gives, without file and line
};

inline void check_all(const std::vector<Mistake>& mistakes) {
  for (const Mistake& mistake : mistakes) {
    INFO(mistake.inside);
    CHECK_THAT(complaint_of_check(world_of(mistake.inside)), ContainsSubstring(mistake.message));
  }
}

}  // namespace roundwatt
