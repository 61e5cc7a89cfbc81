# SPDX-License-Identifier: Apache-2.0

# The warnings of our own targets. They are errors when CMAKE_COMPILE_WARNING_AS_ERROR is set (the
# presets dev and ci do). GCC 12 warns of overlapping copies inside std::string, which are not there.
function(smallholder_warnings target)
  target_compile_options(${target} PRIVATE
    $<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wnon-virtual-dtor>
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>)
endfunction()

if(SMALLHOLDER_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
