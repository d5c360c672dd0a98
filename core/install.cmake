# What `cmake --install` brings others: the library, its headers under the paths by which they include each other,
# and a package, so that find_package(Interleave) and Interleave::library are all that they need. Nothing of the
# engine is among it.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Interleave)

set_target_properties(interleave_library PROPERTIES EXPORT_NAME library)
install(TARGETS interleave_library EXPORT InterleaveTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${CMAKE_INSTALL_INCLUDEDIR}/interleave)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${library_folders}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/interleave/core
    FILES_MATCHING PATTERN "*.h" PATTERN "json*.h" EXCLUDE) # JSON is the engine's

install(EXPORT InterleaveTargets NAMESPACE Interleave:: DESTINATION ${package_folder})
configure_package_config_file(InterleaveConfig.cmake.in InterleaveConfig.cmake
    INSTALL_DESTINATION ${package_folder}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(InterleaveConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/InterleaveConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/InterleaveConfigVersion.cmake
    DESTINATION ${package_folder})
