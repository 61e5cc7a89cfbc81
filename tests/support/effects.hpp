// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A block of households as an effect sees it: who is served, and the levers it may write.

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "smallholder/effects/effect.hpp"

namespace smallholder::tests {

struct Households {
    std::vector<double> served, u_attendance, levers;

    explicit Households(std::vector<double> who, double attendance = 0.0)
        : served(std::move(who)), u_attendance(served.size(), attendance), levers(served.size() * effects::kLevers) {
        columns().reset();
    }

    effects::LeverColumns columns() {
        const auto count = static_cast<Index>(served.size());
        return {count, levers.data(), count};
    }
    std::vector<double> lever(effects::Lever which) const {
        const auto first = levers.begin() + static_cast<Index>(which) * static_cast<Index>(served.size());
        return {first, first + static_cast<Index>(served.size())};
    }
    void apply(const effects::Effect& effect, int year, int horizon = 20) {
        effect.apply(year, horizon, {served.data(), u_attendance.data()}, columns());
    }
    /// Names of the levers that are, for anybody, not what they are without an intervention: bit for bit.
    std::vector<std::string_view> moved() const {
        std::vector<std::string_view> names;
        for (std::size_t k = 0; k < effects::kLevers; ++k)
            for (const double value : lever(static_cast<effects::Lever>(k)))
                if (std::bit_cast<std::uint64_t>(value) != std::bit_cast<std::uint64_t>(effects::kLeverRows[k].neutral)) {
                    names.push_back(effects::kLeverRows[k].name);
                    break;
                }
        return names;
    }
};

/// What a household served (or not) finds in one lever in one year.
inline double lever_in(const effects::Effect& effect, effects::Lever which, int year, double served = 1.0, double attendance = 0.0) {
    Households people({served}, attendance);
    people.apply(effect, year);
    return people.lever(which)[0];
}

/// Names of the levers an effect moves in a year for two households, one of them served.
inline std::vector<std::string_view> moved_in(const effects::Effect& effect, int year) {
    Households people({1, 0});
    people.apply(effect, year);
    return people.moved();
}

/// A payer's bill of one year with a hundred households served of 580 members, nothing handed out.
inline double bill_in(effects::Effect& effect, int year, double handed_out = 0.0) {
    effect.delivery.overhead = effect.delivery.learning = 0.0;
    effects::Service s;
    s.enrolled = s.served = s.served_first = s.served_so_far = 100.0;
    s.persons = 580.0;
    s.handed_out = handed_out;
    return effect.cost(year, 20, s);
}

}  // namespace smallholder::tests
