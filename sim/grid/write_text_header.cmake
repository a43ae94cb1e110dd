# cmake -DTABLE=in.csv -DHEADER=out.hpp -P write_text_header.cmake: the text of a file as a C++ constant.
file(READ ${TABLE} text)
file(WRITE ${HEADER} "#pragma once

#include <string_view>

namespace roundwatt {

inline constexpr std::string_view yearly_intensity_csv = R\"csv(${text})csv\";

}  // namespace roundwatt
")
