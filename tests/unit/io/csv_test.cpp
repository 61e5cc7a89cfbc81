// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/csv.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "smallholder/core/errors.hpp"

namespace smallholder::io {
namespace {

std::string failure(std::string_view text) {
    try {
        (void)parse_csv(text, "list.csv");
    } catch (const SchemaError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
    const CsvTable table =
        parse_csv("\xef\xbb\xbfname , note\r\na,\"one, two\"\r\n\r\nb,\"say \"\"yes\"\"\nand go\"\r\nc,", "list.csv");
    ASSERT_EQ(table.header, (std::vector<std::string>{"name", "note"}));
    ASSERT_EQ(table.size(), 3);
    EXPECT_EQ(table.cell(0, 1), "one, two");
    EXPECT_EQ(table.cell(1, 1), "say \"yes\"\nand go");
    EXPECT_EQ(table.cell(2, 1), "");
    EXPECT_EQ(table.lines, (std::vector<Index>{2, 4, 6})) << "a cell with a line break takes two lines";
    EXPECT_EQ(table.column("note"), 1);
}

TEST(Csv, TheLastLineNeedsNoEnd) {
    EXPECT_EQ(parse_csv("a\n1", "list.csv").size(), 1);
    EXPECT_EQ(parse_csv("a\n1\n", "list.csv").size(), 1);
    EXPECT_EQ(parse_csv("a\n\"\"", "list.csv").size(), 1) << "an empty cell in quotes is a cell";
}

TEST(Csv, SaysWhatIsWrongAndWhere) {
    EXPECT_EQ(failure(""), "list.csv: the file is empty. It needs a header line and one line per row.");
    EXPECT_EQ(failure("\n\n"), "list.csv: the file is empty. It needs a header line and one line per row.");
    EXPECT_EQ(failure("a,b\n1,2\n1,5,2\n3\n"),
              "list.csv: line 3 has 3 cells where the header has 2; line 4 has 1 cells where the header has 2. Enclose "
              "cells that "
              "hold a comma in double quotes, and write numbers with a point.");
    EXPECT_NE(failure("a,b,a\n").find("column 3 is called \"a\" like column 1"), std::string::npos);
    EXPECT_NE(failure("a,,c\n").find("column 2 has no name"), std::string::npos);
    EXPECT_NE(failure("a;b;c\n1;2;3\n").find("separated by semicolons"), std::string::npos);
    EXPECT_NE(failure("a\n\"open\n1\n").find("list.csv line 2: a quoted cell is never closed"), std::string::npos);
    EXPECT_NE(failure("a\nx\"y\n").find("list.csv line 2: a quote stands in the middle"), std::string::npos);
    EXPECT_NE(failure("a\n\"x\"y\n").find("a quote stands in the middle"), std::string::npos);
}

TEST(Csv, RowsThatAreWrongAreNumberedForPython) {
    try {
        (void)parse_csv("a,b\n1\n1,2\n1\n", "list.csv");
        FAIL();
    } catch (const SchemaError& error) {
        EXPECT_EQ(error.rows(), (std::vector<Index>{2, 4}));
    }
}

TEST(Csv, AnUnknownColumnIsAnsweredWithTheNearest) {
    const CsvTable table = parse_csv("name,value\nx,1\n", "list.csv");
    try {
        (void)table.column("valeu");
        FAIL();
    } catch (const SchemaError& error) {
        EXPECT_EQ(error.remedy(), "Did you mean \"value\"?");
    }
}

TEST(Csv, MissingFilesAndFoldersAreNamed) {
    const auto fails = [](const std::filesystem::path& file) -> std::string {
        try {
            (void)read_csv(file);
        } catch (const SchemaError& error) {
            return error.what();
        }
        return "no error";
    };
    const auto folder = std::filesystem::temp_directory_path();
    EXPECT_NE(
        fails(folder / "smallholder_no_such_file.csv").find("smallholder_no_such_file.csv: there is no such file"),
        std::string::npos);
    EXPECT_NE(fails(folder).find("this is a folder"), std::string::npos);
}

TEST(ParseNumber, TakesOnlyFiniteNumbersWithAPoint) {
    double x = 0.0;
    EXPECT_TRUE(parse_number("-1.5e-3", x));
    EXPECT_EQ(x, -0.0015);
    for (const std::string_view bad : {"1,5", "", " 1", "1 ", "nan", "inf", "1e999", "12%", "abc", "0x10"}) {
        EXPECT_FALSE(parse_number(bad, x)) << bad;
    }
}

}  // namespace
}  // namespace smallholder::io
