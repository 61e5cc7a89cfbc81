// SPDX-License-Identifier: Apache-2.0
/// Programme files damaged at random: whatever stands in one, the reader understands it or says what is wrong.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <random>
#include <string>

#include "composed_file.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/io/csv.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/io/programme_plan.hpp"

namespace smallholder::io {
namespace {

std::string damaged(std::string text, std::mt19937& luck) {
    constexpr std::array<std::string_view, 20> kPieces{"\"",    "[",  "]",    "[[",   "]]",   "=", "\n",
                                                       "0",     "-1", "nan",  "{",    "}",    ",", ".",
                                                       "1e400", "'",  "arms", "name", "true", "p5"};
    constexpr std::size_t kMostWounds = 3, kMostCut = 30, kMostCopied = 80, kKinds = 3;
    const std::size_t wounds = 1 + luck() % kMostWounds;
    for (std::size_t k = 0; k < wounds; ++k) {
        const std::size_t at = luck() % text.size();
        switch (luck() % kKinds) {
            case 0:
                text.erase(at, 1 + luck() % kMostCut);
                break;
            case 1:
                text.insert(at, kPieces[luck() % kPieces.size()]);
                break;
            default:
                text.insert(at, text.substr(luck() % text.size(), luck() % kMostCopied));
                break;
        }
        if (text.empty()) text = "\n";
    }
    return text;
}

const std::filesystem::path kData = std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "data";

void expect_read_or_refused(const std::string& whole, int least_read) {
    const ParameterTable table = read_parameter_folder(kData / "parameters");
    const ProgrammeVocabulary vocabulary = catalogue_vocabulary(&table);
    std::mt19937 luck(11);
    int read = 0, refused = 0;
    for (int i = 0; i < 1500; ++i) {
        const std::string text = damaged(whole, luck);
        try {
            const ProgrammeFile programme = parse_programme(text, "plan.toml", vocabulary);
            ++read;
            EXPECT_EQ(parse_programme(write_programme(programme), "again.toml", vocabulary), programme) << text;
            EXPECT_NO_THROW((void)plan_of(programme)) << text;
        } catch (const ProgrammeError& error) {
            ++refused;
            EXPECT_TRUE(error.where().starts_with("plan.toml")) << error.what();
            EXPECT_FALSE(error.remedy().empty()) << error.what();
        }
    }
    EXPECT_GT(read, least_read);
    EXPECT_GT(refused, 500);
}

TEST(ProgrammeMutations, EveryFileIsReadOrRefusedWithAPlaceAndARemedy) {
    expect_read_or_refused(read_text(kData / "programmes" / "ghana_cocoa.toml"), 100);
}

TEST(ProgrammeMutations, AndSoIsOneComposedOfLevers) {
    expect_read_or_refused(std::string(kComposedFile), 50);
}

}  // namespace
}  // namespace smallholder::io
