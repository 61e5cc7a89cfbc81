// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who takes part in one intervention, and from when to when: the same for every intervention, whatever it does.
///
/// who    eligible_i                    by land, distance, sex, membership and the groups a programme names
///        offered_i = 1{u_i < coverage}                                        one share for all, or
///        offered_i = 1{u_v < village_coverage} 1{u_i < saturation_v}          two stages: villages, then households in them
///        enrolled_i = offered_i 1{u < logistic(...)}                          effects/delivery.hpp; or as a column of the survey says
/// when   start_v = start + wave_years floor(waves u_v)                        a village's wave; a household's own without villages
///        first_i = the first year from start_v with a place free (capacity), in a drawn order
///        last_i = min(end of its wave, first_i + exit_years - 1, the year before u_it < attrition for the first time)
///        all within the years in which its delivery path keeps it (programme/delivery_path.hpp)
/// dose   quality_t = (N_t/reference)^-loss for N_t > reference, else 1        N_t: most households in it at once up to year t
///
/// Shape: one entry per household, one per year. Drawn over the whole population before anybody is walked, so that neither blocks
/// nor threads can matter. u are uniforms of the intervention's own stream (random/streams.hpp).
/// Source: a design for who is served when; the two stages are those of randomised-saturation trials (Baird et al. 2018). The form of
/// the quality loss is an assumption.     Tested: tests/unit/targeting/roster_test.cpp,
/// tests/property/offers_test.cpp, tests/property/delivery_path_test.cpp

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "smallholder/effects/effect.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/programme/programme.hpp"

namespace smallholder::targeting {

/// Households that began in the same year.
struct Cohort {
    int first = 1;    ///< year in which they began
    int horizon = 0;  ///< last year in which anything is delivered to any of them; the run's where the intervention's own years say it
};

struct Roster {
    std::vector<char> offered;           ///< was asked, or set down as one who takes part
    std::vector<char> enrolled;          ///< takes part at some time
    std::vector<char> delivered;         ///< for what is delivered once: is it, to this household?
    std::vector<std::int16_t> first;     ///< its first year; 0 where not enrolled
    std::vector<std::int16_t> horizon;   ///< the year that ends its part early, or that of the run; 0 where not enrolled
    std::vector<Cohort> cohorts;         ///< by first year; never empty
    std::vector<double> village_share;   ///< by year: share of the villages within reach
    std::vector<double> quality;         ///< by year: dose over the dose at small scale

    /// Does anything of it still work on somebody in this year?
    bool active(const effects::Effect& effect, int year) const {
        return for_any(effect, year, [&](int own_year, int end) { return effect.active(own_year, end); });
    }
    /// Is anybody served in this year? Schools are paid for long before what they teach works on a farm.
    bool serving(const effects::Effect& effect, int year) const {
        return for_any(effect, year, [&](int own_year, int end) { return effect.serving(own_year, end); });
    }

private:
    template <class Holds>
    bool for_any(const effects::Effect& effect, int year, Holds holds) const {
        for (const Cohort& cohort : cohorts) {
            const int later = cohort.first - static_cast<int>(effect.delivery.start);
            if (holds(year - later, cohort.horizon - later)) return true;
        }
        return false;
    }
};

/// Where and in which draw.
struct Draw {
    std::uint64_t seed = 1;
    std::uint32_t draw = 0, replicate = 0;
    int horizon = 20;  ///< years of the run
    bool whole = false;  ///< as if every delivery path were whole: to see what the programme can do at most
};

/// Whose draws say who is offered it: those of another intervention, where two are offered together.
struct OfferLuck {
    std::uint16_t stream = 0;
    std::uint32_t start = 1;  ///< first year of that intervention
};

/// Who may be offered it: 1 or 0 per household. `groups` says who is in the groups that the programme names.
std::vector<char> eligible_of(const Population& population, const effects::Delivery& delivery, std::span<const char> groups);

/// Throws ProgrammeError where the population cannot bear the design: more offered than eligible, no villages to treat, a column
/// that the survey does not have or that has blanks. `offers`: whose draws say who is offered it; none: its own.
Roster roster_of(const Population& population, const Intervention& intervention, const effects::Effect& effect, std::span<const char> groups,
                 const Draw& at, const std::optional<OfferLuck>& offers = {});

}  // namespace smallholder::targeting
