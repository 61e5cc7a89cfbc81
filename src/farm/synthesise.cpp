// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/synthesise.hpp"

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/population_builder.hpp"
#include "state_draws.hpp"

namespace smallholder {

Population synthesise(const PopulationMoments& moments, const Parameters& central, const SynthesisOptions& options) {
    if (options.households < 1) {
        throw RangeError(std::to_string(options.households) + " households asked for", "synthesise",
                         "Ask for at least one household");
    }
    if (options.regions.empty()) {
        throw RangeError("there is no region", "synthesise", "Name at least one region");
    }
    require_valid(moments);
    const Index village_size =
        options.village_size > 0 ? options.village_size : static_cast<Index>(moments.village_size + 0.5);

    SurveyColumns nobody_asked;
    nobody_asked.money = moments.money;
    // The published land is that of a survey which counted cocoa older than five years, and so are its yields.
    nobody_asked.area_base_older5 = true;
    for (Index i = 0; i < options.households; ++i) {
        const Index village = i / village_size;
        const auto region = static_cast<std::size_t>(village) % options.regions.size();
        nobody_asked.household.push_back("synthetic " + std::to_string(i + 1));
        nobody_asked.region.push_back(options.regions[region]);
        nobody_asked.village.push_back(village_size > 1 ? "village " + std::to_string(village + 1) : "");
    }
    return completion::complete_survey(nobody_asked, moments, central,
                                       {.seed = options.seed, .represents = options.represents, .where = "synthesise"},
                                       true);
}

}  // namespace smallholder
