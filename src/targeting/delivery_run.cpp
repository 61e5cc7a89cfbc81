// SPDX-License-Identifier: Apache-2.0
#include "delivery_run.hpp"

#include <algorithm>
#include <optional>

#include "smallholder/random/streams.hpp"

namespace smallholder::targeting {
namespace {

using random::InterventionPurpose;

/// The longest run of years of a term in which the share is at least u; the earlier of two equally long ones.
std::optional<Term> longest_run(const Term& term, const std::vector<double>& share, double u) {
    std::optional<Term> longest;
    for (int year = term.start; year <= term.end; ++year) {
        if (share[static_cast<std::size_t>(year)] < u) continue;
        Term run{year, year};
        while (run.end < term.end && share[static_cast<std::size_t>(run.end) + 1] >= u) ++run.end;
        if (!longest || run.end - run.start > longest->end - longest->start) longest = run;
        year = run.end;
    }
    return longest;
}

}  // namespace

bool cut_to_path(Roster& roster, std::vector<Term>& term, const Population& population, const effects::Effect& effect,
                 const std::vector<double>& share, std::uint16_t stream, const Draw& at) {
    if (std::all_of(share.begin() + 1, share.begin() + at.horizon + 1, [](double s) { return s >= 1.0; })) return false;
    const auto start = static_cast<std::uint32_t>(effect.delivery.start);
    for (std::size_t h = 0; h < term.size(); ++h) {
        if (!roster.enrolled[h]) continue;
        const std::uint64_t kept = effect.by_village() ? population.village_id[static_cast<std::size_t>(population.village[h])] : population.id[h].value;
        const double u = random::uniforms(at.seed, {kept, at.draw, at.replicate, start}, stream, random::kKeptCall)[word_of(InterventionPurpose::kept)];
        if (const auto run = longest_run(term[h], share, u)) term[h] = *run;
        else roster.enrolled[h] = 0;
    }
    return true;
}

}  // namespace smallholder::targeting
