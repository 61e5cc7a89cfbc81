// SPDX-License-Identifier: Apache-2.0
#include "smallholder/random/limits.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using namespace smallholder::random;

std::string message_of(const std::vector<std::string>& names) {
    try {
        require_distinct_streams(names);
    } catch (const ProgrammeError& error) {
        return error.what();
    }
    return "";
}

TEST(RequireAddressable, LetsThroughWhatFits) {
    EXPECT_NO_THROW(require_addressable(1, 1, 1));
    EXPECT_NO_THROW(require_addressable(1 << 24, 256, 255));
}

TEST(RequireAddressable, NamesWhatIsTooMuch) {
    for (const auto& [draws, replicates, years, what] :
         {std::tuple<Index, Index, Index, const char*>{0, 2, 20, "0 draws"},
          {(1 << 24) + 1, 2, 20, "16777217 draws"},
          {100, 257, 20, "257 replicates"},
          {100, 2, 256, "256 years"},
          {100, 2, -1, "-1 years"}}) {
        try {
            require_addressable(draws, replicates, years);
            ADD_FAILURE() << what;
        } catch (const RangeError& error) {
            EXPECT_NE(std::string(error.what()).find(what), std::string::npos) << error.what();
        }
    }
}

TEST(RequireDistinctStreams, AcceptsDifferentNames) {
    EXPECT_EQ(message_of({}), "");
    EXPECT_EQ(message_of({"farmer training", "feeder road", "community health"}), "");
}

TEST(RequireDistinctStreams, RefusesANameTwice) {
    EXPECT_EQ(message_of({"road", "training", "road"}),
              "intervention \"road\": the name occurs twice. Give every intervention a name of its own.");
}

TEST(RequireDistinctStreams, FindsTwoNamesThatHashAlike) {
    std::map<std::uint16_t, std::string> seen;
    for (int i = 0;; ++i) {
        ASSERT_LT(i, 100000) << "57,344 streams cannot hold that many names apart";
        const std::string name = "plan " + std::to_string(i);
        const auto [at, is_new] = seen.emplace(intervention_stream(name), name);
        if (is_new) continue;
        const std::string message = message_of({at->second, "training", name});
        EXPECT_NE(message.find(name), std::string::npos) << message;
        EXPECT_NE(message.find(at->second), std::string::npos) << message;
        return;
    }
}

}  // namespace
