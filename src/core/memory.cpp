// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/memory.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace smallholder {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::infinity();

/// The number that stands first in the file, or after `key`; infinite when there is none ("max" means no limit).
double number_in(const std::filesystem::path& file, const std::string& key = "") {
    std::ifstream stream(file);
    std::string word;
    while (!key.empty() && stream >> word && word != key) {
    }
    double number = 0.0;
    return stream >> number ? number : kUnknown;
}

}  // namespace

double available_memory(const std::filesystem::path& root) {
    constexpr double kKibibyte = 1024.0;
    const double machine = number_in(root / "proc/meminfo", "MemAvailable:") * kKibibyte;
    const double limit = number_in(root / "sys/fs/cgroup/memory.max"), used = number_in(root / "sys/fs/cgroup/memory.current");
    return std::min(machine, limit < kUnknown && used < kUnknown ? std::max(0.0, limit - used) : kUnknown);
}

}  // namespace smallholder
