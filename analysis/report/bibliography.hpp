#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace roundwatt {

/// A work that a run may rest on.
struct Reference {
  std::string_view key;     ///< of BibTeX: "mcmahan2017"
  std::string_view source;  ///< as in the list of algorithms: "McMahan et al., AISTATS 2017"; empty for what is none
  std::string_view entry;   ///< BibTeX, whole
};

/// All of them, by key.
std::span<const Reference> bibliography();

/// \throws RunError when there is none of that key.
const Reference& reference(std::string_view key);

/// The works that an algorithm's source names, separated by "; " there. \throws RunError when one is not in the bibliography.
std::vector<std::string_view> references_of(std::string_view source);

}  // namespace roundwatt
