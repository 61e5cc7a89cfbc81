// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/data_folder.hpp"

#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include "smallholder/core/errors.hpp"

#if __has_include(<dlfcn.h>)
#include <dlfcn.h>
#endif

namespace smallholder {

namespace {

namespace fs = std::filesystem;

bool holds_data(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "parameters", ignored);
}

/// The folder of the program, shared library or Python module that holds this function; empty when unknown.
fs::path folder_of_this_code() {
    std::error_code failed;
#if __has_include(<dlfcn.h>)
    Dl_info info{};
    if (dladdr(reinterpret_cast<void*>(&data_folder), &info) != 0 && info.dli_fname != nullptr) {
        // A program found through PATH is known to the loader by its bare name only.
        const fs::path file = info.dli_fname;
        if (file.has_parent_path()) {
            const fs::path whole = fs::canonical(file, failed);
            if (!failed) return whole.parent_path();
        }
    }
#endif
    const fs::path program = fs::canonical("/proc/self/exe", failed);
    return failed ? fs::path{} : program.parent_path();
}

#ifdef SMALLHOLDER_BUILD_TREE
bool lies_within(const fs::path& folder, const fs::path& tree) {
    const fs::path relative = folder.lexically_relative(tree);
    return !relative.empty() && *relative.begin() != "..";
}
#endif

}  // namespace

fs::path data_folder() {
    if (const char* chosen = std::getenv("SMALLHOLDER_DATA"); chosen != nullptr && *chosen != '\0') {
        if (holds_data(chosen)) return chosen;
        throw SchemaError(std::string("\"") + chosen + "\" holds no folder named parameters",
                          "environment variable SMALLHOLDER_DATA",
                          "Point it at the data folder of smallholder, or unset it to use the shipped one");
    }
    std::vector<fs::path> candidates;
    if (const fs::path here = folder_of_this_code(); !here.empty()) {
#ifdef SMALLHOLDER_BUILD_TREE
        // What has not been installed must not read what an older version installed.
        if (lies_within(here, SMALLHOLDER_BUILD_TREE)) candidates.emplace_back(SMALLHOLDER_SOURCE_DATA);
#endif
        candidates.push_back(here / "data");
        candidates.push_back(here.parent_path() / "share" / "smallholder");
        candidates.push_back(here.parent_path().parent_path() / "share" / "smallholder");
    }
#ifdef SMALLHOLDER_INSTALLED_DATA
    candidates.emplace_back(SMALLHOLDER_INSTALLED_DATA);
#endif
    std::string tried;
    for (const fs::path& candidate : candidates) {
        if (holds_data(candidate)) return candidate;
        tried += (tried.empty() ? "" : ", ") + candidate.string();
    }
    throw SchemaError("the shipped parameters were not found (looked in " + tried + ")", "data folder",
                      "Set the environment variable SMALLHOLDER_DATA to the folder that holds parameters/");
}

}  // namespace smallholder
