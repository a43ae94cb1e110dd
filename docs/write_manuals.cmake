# Manual pages and completion: each program writes its own from the declaration of its command line.
set(manuals ${CMAKE_BINARY_DIR}/manuals)

# roundwatt_manuals(PROGRAM): writes and installs them.
function(roundwatt_manuals program)
  set(folder ${manuals}/${program})
  add_custom_command(
    OUTPUT ${folder}/written
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}/man1
    COMMAND ${program} man --into ${folder}/man1
    COMMAND ${program} completion bash > ${folder}/${program}
    COMMAND ${program} completion zsh > ${folder}/_${program}
    COMMAND ${program} completion fish > ${folder}/${program}.fish
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}/written
    DEPENDS ${program}
    COMMENT "Writing the manual pages and completion of ${program}"
    VERBATIM)
  add_custom_target(${program}-manuals ALL DEPENDS ${folder}/written)
  install(DIRECTORY ${folder}/man1/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${folder}/${program} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${folder}/_${program} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${folder}/${program}.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endfunction()

roundwatt_manuals(roundwatt)
roundwatt_manuals(roundwatt-analyze)
