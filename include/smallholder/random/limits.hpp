// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Checks made once, before a run: its size fits the addresses of random draws, and no two of its
/// interventions share a stream of luck.
///
/// Tested: tests/unit/random/limits_test.cpp

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::random {

/// Throws RangeError when draws, replicates or years exceed what an address can hold (or are not positive).
inline void require_addressable(Index draws, Index replicates, Index years) {
    const auto check = [](Index asked, Index most, const char* what) {
        if (asked < 1 || asked > most) {
            throw RangeError(std::to_string(asked) + " " + what + " asked for", "run",
                             std::string("Use between 1 and ") + std::to_string(most) + " " + what);
        }
    };
    check(draws, kMaxDraws, "draws");
    check(replicates, kMaxReplicates, "replicates");
    check(years, Index{kMaxYears} - 1, "years");  // year 0 is the survey's
}

/// Throws ProgrammeError when two interventions of a run have the same name, or names that hash to the
/// same stream (one pair in 57,344), which would tie their luck together. Interventions that share their luck
/// on purpose (Intervention::luck) are listed once, by the name they share.
inline void require_distinct_streams(std::span<const std::string> instance_names) {
    std::map<std::uint16_t, std::string_view> seen;
    for (const std::string& name : instance_names) {
        const auto [at, is_new] = seen.emplace(intervention_stream(name), name);
        if (is_new) continue;
        if (at->second == name) {
            throw ProgrammeError("the name occurs twice", "intervention \"" + name + "\"",
                                 "Give every intervention a name of its own");
        }
        throw ProgrammeError("its random stream is that of \"" + std::string(at->second) + "\" too",
                             "intervention \"" + name + "\"",
                             "Change one of the two names a little, for instance by adding a number");
    }
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::random
