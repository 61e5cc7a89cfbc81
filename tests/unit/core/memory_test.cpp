// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/memory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <string>

namespace {

using smallholder::available_memory;
namespace fs = std::filesystem;

class Memory : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(root / "proc");
        fs::create_directories(root / "sys/fs/cgroup");
    }
    void TearDown() override { fs::remove_all(root); }
    void write(const std::string& file, const std::string& text) const { std::ofstream(root / file) << text; }

    const fs::path root = fs::path(testing::TempDir()) / "smallholder_memory_test";
};

TEST_F(Memory, IsWhatTheMachineSays) {
    write("proc/meminfo", "MemTotal:       2000 kB\nMemFree:         100 kB\nMemAvailable:   1500 kB\n");
    EXPECT_EQ(available_memory(root), 1500.0 * 1024.0);
}

TEST_F(Memory, OfAContainerIsWhatItsLimitLeaves) {
    write("proc/meminfo", "MemAvailable:   1500 kB\n");
    write("sys/fs/cgroup/memory.max", "1000000\n");
    write("sys/fs/cgroup/memory.current", "400000\n");
    EXPECT_EQ(available_memory(root), 600000.0);
    write("sys/fs/cgroup/memory.current", "2000000\n");
    EXPECT_EQ(available_memory(root), 0.0);
    write("sys/fs/cgroup/memory.max", "max\n");
    EXPECT_EQ(available_memory(root), 1500.0 * 1024.0);
}

TEST_F(Memory, IsUnlimitedWhereNothingIsKnown) {
    EXPECT_EQ(available_memory(root / "nowhere"), std::numeric_limits<double>::infinity());
    write("proc/meminfo", "MemTotal: 2000 kB\n");
    EXPECT_EQ(available_memory(root), std::numeric_limits<double>::infinity());
}

}  // namespace
