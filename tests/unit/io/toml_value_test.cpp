// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/toml_value.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace smallholder::io {
namespace {

TEST(TomlValue, KeepsTypesAndLines) {
    const TomlValue tree =
        parse_toml("a = 3\n\n[b]\nc = \"x\"\nd = [1.5, true]\n\n[[e]]\nf = 2020-01-01\n", "plan.toml");
    ASSERT_EQ(tree.kind, TomlValue::Kind::table);
    const TomlEntry* a = tree.find("a");
    ASSERT_NE(a, nullptr);
    EXPECT_EQ(a->line, 1);
    EXPECT_TRUE(a->value.whole);
    EXPECT_EQ(a->value.integer, 3);
    EXPECT_EQ(a->value.number, 3.0);
    const TomlEntry* c = tree.find("b")->value.find("c");
    EXPECT_EQ(c->line, 4);
    EXPECT_EQ(c->value.text, "x");
    const TomlValue& d = tree.find("b")->value.find("d")->value;
    ASSERT_EQ(d.list.size(), 2u);
    EXPECT_EQ(d.list[0].number, 1.5);
    EXPECT_FALSE(d.list[0].whole);
    EXPECT_TRUE(d.list[1].truth);
    const TomlValue& e = tree.find("e")->value;
    ASSERT_EQ(e.list.size(), 1u);
    EXPECT_EQ(e.list[0].find("f")->value.kind, TomlValue::Kind::date);
    EXPECT_EQ(tree.find("zz"), nullptr);
}

TEST(TomlValue, EntriesStandInTheOrderOfTheFile) {
    const TomlValue tree = parse_toml("z = 1\na = 2\nm = 3\n", "plan.toml");
    ASSERT_EQ(tree.table.size(), 3u);
    EXPECT_EQ(tree.table[0].key, "z");
    EXPECT_EQ(tree.table[2].key, "m");
}

TEST(TomlValue, InfinityAndNanArePassedOnForTheReaderToRefuse) {
    const TomlValue tree = parse_toml("a = inf\nb = nan\n", "plan.toml");
    EXPECT_TRUE(std::isinf(tree.find("a")->value.number));
    EXPECT_TRUE(std::isnan(tree.find("b")->value.number));
}

TEST(TomlValue, ErrorsNameTheLine) {
    const auto fails = [](std::string_view text) -> std::string {
        try {
            (void)parse_toml(text, "plan.toml");
        } catch (const ProgrammeError& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_NE(fails("a = 1\nb = \n").find("plan.toml line 2"), std::string::npos) << fails("a = 1\nb = \n");
    EXPECT_NE(fails("a = 1\na = 2\n").find("plan.toml line 2"), std::string::npos) << fails("a = 1\na = 2\n");
    EXPECT_EQ(fails("a = 1\n\n[= 2\nb = 3\n"),
              "plan.toml line 3: a key or a name in brackets is missing. Write [name] for a table, [[name]] for a "
              "block, key = value "
              "inside.");
    const std::string comma = fails("years = 20\ncoverage = 0,6\n");
    EXPECT_NE(comma.find("plan.toml line 2"), std::string::npos) << comma;
    EXPECT_NE(comma.find("Write the number with a point, such as 0.6, not 0,6."), std::string::npos) << comma;
}

}  // namespace
}  // namespace smallholder::io
