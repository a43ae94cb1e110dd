# cmake -DPARTS=... -DLIBRARIES=... -DSOURCE=out.cpp -P write_page_assets.cmake: files as C++ constants by their names.
file(WRITE ${SOURCE} "#include \"analysis/report/page_assets.hpp\"

namespace roundwatt {

const std::vector<PageAsset>& page_assets() {
  static const std::vector<PageAsset> assets{
")
foreach(part ${PARTS})
  get_filename_component(name ${part} NAME)
  file(READ ${part} text)
  file(APPEND ${SOURCE} "      {\"${name}\", R\"asset~(${text})asset~\"},\n")
endforeach()
file(APPEND ${SOURCE} "  };
  return assets;
}

const std::vector<std::string_view>& chart_libraries() {
  static const std::vector<std::string_view> libraries{
")
# In the order in which a page needs them: vega, vega-lite, vega-embed.
set(ordered)
foreach(name vega-[0-9] vega-lite- vega-embed-)
  foreach(library ${LIBRARIES})
    if(library MATCHES "/${name}")
      list(APPEND ordered ${library})
    endif()
  endforeach()
endforeach()
foreach(library ${ordered})
  file(READ ${library} text)
  file(APPEND ${SOURCE} "      R\"asset~(${text})asset~\",\n")
endforeach()
file(APPEND ${SOURCE} "  };
  return libraries;
}

}  // namespace roundwatt
")
