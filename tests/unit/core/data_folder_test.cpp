// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/data_folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
namespace fs = std::filesystem;

/// Sets SMALLHOLDER_DATA for one test and puts back what was there.
class DataFolder : public ::testing::Test {
protected:
    DataFolder() {
        if (const char* before = std::getenv("SMALLHOLDER_DATA")) before_ = before;
        unsetenv("SMALLHOLDER_DATA");
        fs::create_directories(scratch_ / "parameters");
    }
    ~DataFolder() override {
        if (before_) {
            setenv("SMALLHOLDER_DATA", before_->c_str(), 1);
        } else {
            unsetenv("SMALLHOLDER_DATA");
        }
        fs::remove_all(scratch_);
    }

    const fs::path scratch_ = fs::path(::testing::TempDir()) / "smallholder_data_folder_test";
    std::optional<std::string> before_;
};

TEST_F(DataFolder, TheEnvironmentWins) {
    setenv("SMALLHOLDER_DATA", scratch_.c_str(), 1);
    EXPECT_EQ(data_folder(), scratch_);
}

TEST_F(DataFolder, AWrongEnvironmentIsAnErrorAndNotPassedOver) {
    setenv("SMALLHOLDER_DATA", (scratch_ / "nowhere").c_str(), 1);
    try {
        data_folder();
        FAIL() << "a folder that does not exist was accepted";
    } catch (const SchemaError& error) {
        EXPECT_NE(std::string(error.what()).find("SMALLHOLDER_DATA"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos);
    }
}

TEST_F(DataFolder, WithoutItTheShippedParametersAreFound) {
    EXPECT_TRUE(fs::is_directory(data_folder() / "parameters"));
}

}  // namespace
