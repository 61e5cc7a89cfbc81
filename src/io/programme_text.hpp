// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Tools of the programme writer: values, keys and tables as TOML text.

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/io/programme_file.hpp"

namespace smallholder::io::detail {

inline std::string text_of(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (code < 0x20 || code == 0x7f) {
            out += std::string("\\u00") + kHex[code >> 4] + kHex[code & 15];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

inline std::string key_of(std::string_view name) {
    const bool bare = !name.empty() && std::ranges::all_of(name, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    });
    return bare ? std::string(name) : text_of(name);
}

inline std::string list_of(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (std::size_t i = 0; i < texts.size(); ++i) out += (i > 0 ? ", " : "") + text_of(texts[i]);
    return out + "]";
}

struct ValueText {
    std::string operator()(double number) const { return shortest(number); }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(const std::string& text) const { return text_of(text); }
    std::string operator()(const std::vector<std::string>& texts) const { return list_of(texts); }
    std::string operator()(const std::vector<double>& numbers) const {
        std::string out = "[";
        for (std::size_t i = 0; i < numbers.size(); ++i) out += (i > 0 ? ", " : "") + shortest(numbers[i]);
        return out + "]";
    }
    std::string operator()(const DistributionSpec& spec) const { return to_string(spec); }
};

class Writer {
public:
    void line(std::string_view key, const std::string& value) { out_ += std::string(key) + " = " + value + "\n"; }
    void text(std::string_view key, const std::string& value) {
        if (!value.empty()) line(key, text_of(value));
    }
    void header(std::string_view name) { out_ += "\n[" + std::string(name) + "]\n"; }
    void block(std::string_view name) { out_ += "\n[[" + std::string(name) + "]]\n"; }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// The [[member]] blocks, [consortium] and [response], where there are any.
void write_members(Writer& out, const ProgrammeFile& programme);

}  // namespace smallholder::io::detail
