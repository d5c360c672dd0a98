# What `cmake --install` brings others: the static library, its headers under the paths by which they include
# each other, and a package, so that find_package(Interleave) and Interleave::core are all that they need.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Interleave)

set_target_properties(interleave_core PROPERTIES EXPORT_NAME core)
install(TARGETS interleave_core EXPORT InterleaveTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${CMAKE_INSTALL_INCLUDEDIR}/interleave)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/interleave
    FILES_MATCHING PATTERN "*.h" PATTERN include EXCLUDE)

install(EXPORT InterleaveTargets NAMESPACE Interleave:: DESTINATION ${package_folder})
configure_package_config_file(InterleaveConfig.cmake.in InterleaveConfig.cmake
    INSTALL_DESTINATION ${package_folder}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(InterleaveConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/InterleaveConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/InterleaveConfigVersion.cmake
    DESTINATION ${package_folder})
