// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How much memory this machine can still give, so that a run that cannot fit says so before it begins.
/// Tested: tests/unit/core/memory_test.cpp

#include <filesystem>

namespace smallholder {

/// Bytes that programs may still take, without swapping; infinite where the system does not say. On Linux the lesser of
/// MemAvailable in proc/meminfo and what the control group (a container) has left, both looked for below `root`.
double available_memory(const std::filesystem::path& root = "/");

}  // namespace smallholder
