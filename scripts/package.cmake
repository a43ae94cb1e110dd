# How `cpack -G DEB` makes a Debian package of the installation; scripts/deb.sh calls it. Its dependencies are read off the programs.
cmake_host_system_information(RESULT system QUERY DISTRIB_ID)
cmake_host_system_information(RESULT release QUERY DISTRIB_VERSION_ID)
set(suite_mark "")
if(system STREQUAL "debian" AND release)
  set(suite_mark "~deb${release}")
endif()
set(CPACK_PACKAGE_NAME roundwatt)
set(CPACK_PACKAGE_CONTACT "The Roundwatt authors <authors@roundwatt.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of the energy and carbon of federated learning")
set(CPACK_PACKAGE_DESCRIPTION
    "Roundwatt simulates federated learning on described hardware and networks with SimGrid: how long it takes, how many joules it\n\
uses, and how many grams of CO2e that is, where and when. roundwatt runs scenarios and writes HDF5 traces; roundwatt-analyze turns\n\
traces and grid data into tables, comparisons and reports.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE "1${suite_mark}")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS dataset-fashion-mnist)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "chromium, python3-h5py, python3-pandas")
include(CPack)
