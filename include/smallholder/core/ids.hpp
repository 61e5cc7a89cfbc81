// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who a household is: a number made from its identifier in the survey, never from its row.
///
/// Random draws are keyed by it, so that sorting or cutting a file changes nobody's luck.
/// The hashes are always inlined, because kernels for several processors use them.
/// Tested: tests/unit/core/ids_test.cpp

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/portability.hpp"

namespace smallholder {

struct HouseholdId {
    std::uint64_t value = 0;

    constexpr auto operator<=>(const HouseholdId&) const = default;
};

/// Spreads the bits of a number over all 64: a one-to-one map.
/// Source: D. Stafford, "Better bit mixing", variant 13, 2011.
SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t mix_bits(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// 64-bit hash of a text, the same on every machine: FNV-1a over its bytes, then mix_bits.
/// Source: IETF draft-eastlake-fnv, offset basis and prime for 64 bits.
SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t hash_text(std::string_view text) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    return mix_bits(hash);
}

/// The id of the household that a survey calls `survey_id`.
SMALLHOLDER_ALWAYS_INLINE constexpr HouseholdId household_id(std::string_view survey_id) noexcept {
    return {hash_text(survey_id)};
}

/// The id of a resampled household: copy 0 is the household itself, the others have luck of their own.
SMALLHOLDER_ALWAYS_INLINE constexpr HouseholdId copy_of(HouseholdId household, std::uint64_t copy) noexcept {
    if (copy == 0) return household;
    // 2^64 over the golden ratio, odd: consecutive copies land far apart before they are mixed.
    return {mix_bits(household.value + copy * 0x9e3779b97f4a7c15u)};
}

/// The ids of a whole survey. Throws SchemaError when an identifier is empty or occurs twice (a panel has to
/// name its wave), or when two different ones hash alike. `where` names the file and column; `rows` in the
/// error count from first_row.
std::vector<HouseholdId> household_ids(std::span<const std::string> survey_ids, std::string_view where,
                                       std::ptrdiff_t first_row = 1);

/// Throws SchemaError when two of the ids are equal; for ids that were made by other means than
/// household_ids.
void require_distinct(std::span<const HouseholdId> ids, std::string_view where, std::ptrdiff_t first_row = 1);

}  // namespace smallholder
