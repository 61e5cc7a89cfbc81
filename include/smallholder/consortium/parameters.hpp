// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What an alliance is taken to be like: costs of coordination, readiness to join and leave, trust, learning.
///
/// Almost all sizes are assumptions, and say so: read results that hang on them as scenarios, and vary them. The defaults
/// stand here and nowhere else; `kConsortiumParameterRows` (consortium/parameter_rows.hpp) gives each its symbol, plausible
/// range, limits of meaning, unit, source and provenance. World price, pass-through and multipliers are rows of data/parameters; members' own
/// figures are theirs; synergies and adoption come out of the household model.
/// Page: docs/notation.md#consortium   Tested: tests/unit/consortium/parameters_test.cpp

#include <string_view>
#include <vector>

namespace smallholder::consortium {

struct ConsortiumParameters {
    // How programmes overlap, are learnt and are delivered (coverage.hpp, experience.hpp, backbone.hpp)
    double overlap_alone = 1.0;
    double progress_ratio = 0.90;
    double prior_experience = 20000.0;
    double last_mile = 0.1;
    double excludability = 0.2;
    double pair_cost = 10000.0;
    double hub_cost = 15000.0;
    double backbone_cost = 300000.0;
    // The five conditions of collective impact
    double common_agenda = 0.3;
    double shared_measurement = 0.3;
    double mutual_reinforcement = 0.3;
    double communication = 0.3;
    double backbone = 0.0;
    double backbone_floor = 0.5;
    // Measurement and what it is worth (learning.hpp)
    double sampling_sd = 0.5;
    double incompatibility_sd = 0.3;
    double prior_sd = 0.3;
    double detection_alone = 0.25;
    double observations_per_year = 50.0;
    double reallocation_lag = 3.0;
    double meetings_per_year = 4.0;
    double measurement_cost_share = 0.03;
    double control_cost_share = 0.01;
    double talk_weight = 0.3;
    // Joining, staying and leaving (formation.hpp)
    double exit_intercept = 3.0;
    double join_intercept = -4.0;
    double notice_years = 1.0;
    double choice_sensitivity = 2.0;
    double scale_floor = 0.1;
    double norm_pull = 1.0;
    double leader_pull = 0.5;
    double norm_gain = 0.2;
    double norm_decay = 0.05;
    // The alliance's life: moves between stages, a year (lifecycle.hpp)
    double rate_forming_to_building = 1.0;
    double rate_forming_to_dissolved = 0.05;
    double rate_building_to_developing = 0.6;
    double rate_building_to_forming = 0.1;
    double rate_building_to_dissolved = 0.07;
    double rate_developing_to_evolving = 0.4;
    double rate_developing_to_building = 0.1;
    double rate_developing_to_dissolved = 0.04;
    double rate_evolving_to_developing = 0.2;
    double rate_evolving_to_forming = 0.05;
    double rate_evolving_to_dissolved = 0.15;
    double rate_evolving_to_completed = 0.15;
    double trust_on_hazard = 1.5;
    double results_on_hazard = 1.0;
    double pressure_on_hazard = 0.5;
    double rivalry_on_hazard = 0.5;
    double size_on_hazard = 0.2;
    double trust_centre = 0.6;
    double results_centre = 0.8;
    double rivalry_centre = 0.5;
    double members_centre = 8.0;
    double frailty_variance = 0.5;
    double exit_factor = 1.15;
    double pressure_memory = 0.8;
    double pressure_sd = 0.6;
    double unseen_share = 0.4;
    double results_noise = 0.3;
    double results_lag = 2.0;
    double capacity_forming = 0.2;
    double capacity_building = 0.5;
    double capacity_developing = 1.0;
    double capacity_evolving = 0.8;
    // Trust and control (trust.hpp)
    double control = 2.0;
    double control_power = 1.0;
    double crowding = 0.1;
    double loss_gain_asymmetry = 3.0;
    double trust_gain = 0.5;
    double control_strain = 0.1;
    double trust_memory = 0.8;
    double trust_weight = 1.0;
    double honest_failure = 0.05;
    double failed_delivery = 0.6;
    double trust_first_success = 1.5;
    double trust_first_failure = 1.0;
    double detection_reference = 0.475;
    // Learning together (ecology.hpp)
    double ecology_elasticity = 0.3;
    double interweaving = 0.5;
    double unlinked_work = 0.5;
    double learning_rate = 0.3;
    double work_start = 0.3;
    double work_flow = 0.2;
    double work_decay = 0.2;
    double work_floor = 0.05;
    double work_alone = 0.3;
    double effectiveness_start = 0.5;
    double effectiveness_ceiling = 1.0;
    double effectiveness_most = 1.5;
    double copying_rate = 0.3;
    double disclosure = 0.5;
    double frontier_rate = 0.02;
    double tie_start = 0.2;
    double tie_gain = 0.3;
    double tie_decay = 0.1;

    /// The value of a row, by name. Throws ProgrammeError with the nearest name when there is none.
    double get(std::string_view name) const;
    /// Sets a row, by name. Throws as get, and RangeError outside the limits of what the number can mean.
    void set(std::string_view name, double value);

    bool operator==(const ConsortiumParameters&) const = default;
};
/// The numbers as they stand above.
inline constexpr ConsortiumParameters kDefaultParameters{};

/// What is known of one number.
struct ConsortiumParameterRow {
    std::string_view name, symbol;
    double ConsortiumParameters::*member;
    double low, high;    ///< plausible range, for sensitivity
    double least, most;  ///< limits of what it can mean: `set` refuses what lies outside
    std::string_view unit;
    std::string_view provenance;  ///< published, computed, recalled, assumed
    std::string_view meaning, source;
};

/// The names of all rows, in their order.
std::vector<std::string_view> consortium_parameter_names();

}  // namespace smallholder::consortium
