// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/conditions.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {

Dials dials_of(const ConsortiumParameters& p) {
    return {p.common_agenda, p.shared_measurement, p.mutual_reinforcement, p.communication, p.backbone};
}

void require_dials(const Dials& dials) {
    for (const ConditionRow& row : kConditionRows) {
        const double dial = dials.*row.dial;
        if (!(dial >= 0.0 && dial <= 1.0)) {
            throw RangeError(std::string(row.name) + " is " + number_text(dial), "consortium dials", "Use a number between 0 (none) and 1 (in full)");
        }
    }
}

Dials with_floor(Dials dials, double floor) {
    const double least = floor * dials.backbone;
    dials.agenda = std::max(dials.agenda, least);
    dials.measurement = std::max(dials.measurement, least);
    dials.reinforcing = std::max(dials.reinforcing, least);
    dials.communication = std::max(dials.communication, least);
    return dials;
}

double joint_strength(const Dials& dials, Interaction interaction) {
    if (interaction == Interaction::from_mechanisms) return 1.0;
    double sum = 0.0, product = 1.0;
    for (const ConditionRow& row : kConditionRows) {
        sum += dials.*row.dial;
        product *= dials.*row.dial;
    }
    if (interaction == Interaction::additive) return sum / static_cast<double>(kConditions);
    return product > 0.0 ? power(product, 1.0 / static_cast<double>(kConditions)) : 0.0;
}

Dials dials_of(unsigned setting, const Dials& low, const Dials& high) {
    Dials dials = low;
    for (std::size_t c = 0; c < kConditions; ++c) {
        if ((setting >> c) & 1u) dials.*kConditionRows[c].dial = high.*kConditionRows[c].dial;
    }
    return dials;
}

ConditionWorth worth_of_conditions(const std::array<double, 32>& outcome, Interaction assumed) {
    for (const double each : outcome) {
        if (!std::isfinite(each)) throw NumericalError("an outcome is " + number_text(each), "consortium worth_of_conditions", "Give finite outcomes");
    }
    ConditionWorth worth;
    worth.outcome = outcome;
    worth.assumed = assumed;
    // |S|! (4 - |S|)!/5! for |S| = 0..4
    constexpr std::array<double, kConditions> kWeight{1.0 / 5.0, 1.0 / 20.0, 1.0 / 30.0, 1.0 / 20.0, 1.0 / 5.0};
    std::array<double, kConditions> main{};
    double mean = 0.0;
    for (const double each : outcome) mean += each / 32.0;
    for (std::size_t c = 0; c < kConditions; ++c) {
        const unsigned bit = 1u << c;
        for (unsigned setting = 0; setting < 32; ++setting) {
            if (setting & bit) continue;
            const double gain = outcome[setting | bit] - outcome[setting];
            worth.shapley[c] += kWeight[static_cast<std::size_t>(std::popcount(setting))] * gain;
            main[c] += gain / 16.0;
        }
        worth.first_in[c] = outcome[bit] - outcome[0];
        worth.last_in[c] = outcome[31] - outcome[31 ^ bit];
    }
    double total = 0.0, explained = 0.0;
    for (const double each : outcome) total += (each - mean) * (each - mean) / 32.0;
    for (const double effect : main) explained += .25 * effect * effect;
    worth.additive_share = total > 0.0 ? explained / total : 1.0;
    return worth;
}

ConditionWorth worth_of_conditions(const std::function<double(const Dials&)>& outcome, Interaction assumed, const Dials& low, const Dials& high) {
    require_dials(low);
    require_dials(high);
    std::array<double, 32> found{};
    for (unsigned setting = 0; setting < 32; ++setting) found[setting] = outcome(dials_of(setting, low, high));
    return worth_of_conditions(found, assumed);
}

}  // namespace smallholder::consortium
