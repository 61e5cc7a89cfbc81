// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a practice spreads when one example is not enough: adopt once so many contacts have (complex contagion).
///
///   x_i(t+1) = 1  if x_i(t) = 1 or #{contacts j of i with x_j(t) = 1} >= lambda
///
/// x        has adopted                                    0 or 1
/// lambda   contacts that must have adopted, the threshold  persons   >= 1
/// Contacts are mutual. Everyone looks at last year, so the order of people does not matter, and nobody gives up.
/// Shape: adopters never decrease; with lambda 1 a connected graph fills from one seed, with lambda 2 a single seed
/// convinces nobody.
/// Source: Granovetter (1978), American Journal of Sociology 83(6), thresholds; Centola and Macy (2007), same journal
/// 113(3); Beaman, BenYishay, Magruder and Mobarak (2021), American Economic Review 111(6): lambda 2 fits Malawi.
/// Page: docs/notation.md#contagion
/// Tested: tests/unit/livelihood/adoption_contagion_test.cpp, tests/reference/adoption_reference_test.cpp (TC06)

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// Who knows whom. People are numbered from 0; contacts_of(i) is in increasing order.
class ContactGraph {
public:
    /// pairs   mutual contacts; a pair named twice, either way round, counts once
    ContactGraph(Index people, std::span<const std::pair<Index, Index>> pairs) {
        constexpr std::string_view where = "livelihood::ContactGraph";
        if (people < 1) {
            throw RangeError("there are " + std::to_string(people) + " people", std::string(where), "Use at least one");
        }
        std::vector<std::pair<Index, Index>> both;
        both.reserve(2 * pairs.size());
        for (const auto& [a, b] : pairs) {
            if (a < 0 || a >= people || b < 0 || b >= people || a == b) {
                throw RangeError("the pair (" + std::to_string(a) + ", " + std::to_string(b) + ") among " +
                                     std::to_string(people) + " people",
                                 std::string(where), "Number people from 0 and pair each with others");
            }
            both.emplace_back(a, b);
            both.emplace_back(b, a);
        }
        std::sort(both.begin(), both.end());
        both.erase(std::unique(both.begin(), both.end()), both.end());
        first_.assign(static_cast<std::size_t>(people) + 1, 0);
        for (const auto& [a, b] : both) {
            ++first_[static_cast<std::size_t>(a) + 1];
            contacts_.push_back(b);
        }
        for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    }

    Index people() const noexcept { return static_cast<Index>(first_.size()) - 1; }
    std::span<const Index> contacts_of(Index person) const noexcept {
        const auto i = static_cast<std::size_t>(person);
        return std::span(contacts_).subspan(static_cast<std::size_t>(first_[i]),
                                            static_cast<std::size_t>(first_[i + 1] - first_[i]));
    }

private:
    // The contacts of person i are contacts_[first_[i]] to contacts_[first_[i + 1] - 1].
    std::vector<Index> first_, contacts_;
};

/// People in a circle, each knowing the `reach` nearest on either side.
inline ContactGraph ring_of_contacts(Index people, Index reach) {
    if (reach < 1 || 2 * reach >= people) {
        throw RangeError("a reach of " + std::to_string(reach) + " among " + std::to_string(people) + " people",
                         "livelihood::ring_of_contacts",
                         "Use a reach of at least 1, and more than twice as many people");
    }
    std::vector<std::pair<Index, Index>> pairs;
    for (Index i = 0; i < people; ++i) {
        for (Index k = 1; k <= reach; ++k) pairs.emplace_back(i, (i + k) % people);
    }
    return {people, pairs};
}

/// When each person adopted, and how many had by then.
struct ContagionPath {
    std::vector<Index>
        adopters;  ///< after 0, 1, 2, ... years; ends when nobody joins any more, or with the years asked for
    std::vector<Index> year;  ///< of adoption, by person: 0 for seeds, -1 for those who never do
};

/// seeds   people who begin as adopters        years   at most so many steps, >= 0
inline ContagionPath contagion(const ContactGraph& graph, std::span<const Index> seeds, Index threshold, Index years) {
    constexpr std::string_view where = "livelihood::contagion";
    if (threshold < 1 || years < 0) {
        throw RangeError(
            "the threshold is " + std::to_string(threshold) + " and there are " + std::to_string(years) + " years",
            std::string(where), "Use a threshold of at least 1 and zero or more years");
    }
    const auto people = static_cast<std::size_t>(graph.people());
    ContagionPath path;
    path.year.assign(people, -1);
    for (const Index seed : seeds) {
        if (seed < 0 || seed >= graph.people()) {
            throw RangeError("seed " + std::to_string(seed) + " among " + std::to_string(people) + " people",
                             std::string(where), "Number people from 0");
        }
        path.year[static_cast<std::size_t>(seed)] = 0;
    }
    const auto begun = std::count(path.year.begin(), path.year.end(), 0);
    path.adopters.push_back(static_cast<Index>(begun));
    for (Index t = 1; t <= years; ++t) {
        Index joined = 0;
        for (std::size_t i = 0; i < people; ++i) {
            if (path.year[i] >= 0) continue;
            Index convinced = 0;
            for (const Index j : graph.contacts_of(static_cast<Index>(i))) {
                const Index since = path.year[static_cast<std::size_t>(j)];
                convinced += since >= 0 && since < t ? 1 : 0;
            }
            if (convinced >= threshold) {
                path.year[i] = t;
                ++joined;
            }
        }
        if (joined == 0) break;
        path.adopters.push_back(path.adopters.back() + joined);
    }
    return path;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
