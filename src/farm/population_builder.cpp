// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/population_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "state_draws.hpp"
#include "village_order.hpp"

namespace smallholder {

namespace {

using completion::Draft;
using completion::Place;
using Column = Population::Column;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// What a survey may say besides the variables of the state.
constexpr SurveyConcept kFigures[] = {
    {"adults", 0, kInfinity},
    {"children", 0, kInfinity},
    {"km_road", 0, kInfinity},
    {"megakarya", 0, 1, false, true},
    {"yield_kg_per_ha", 0, kInfinity},
    {"production_kg", 0, kInfinity},
    {"farm_gate_price_usd_per_kg", 0, kInfinity, true},
    {"inputs_usd", 0, kInfinity},
    {"hired_labour_usd", 0, kInfinity},
    {"cocoa_income_usd", -kInfinity, kInfinity},
    {"other_income_usd", -kInfinity, kInfinity},
    {"income_usd", -kInfinity, kInfinity},
    {"benchmark_usd", 0, kInfinity, true},
};

std::vector<SurveyConcept> all_concepts() {
    std::vector<SurveyConcept> result;
    for (const completion::StateVariable& variable : completion::state_variables()) {
        const PopulationColumn* column = find_population_column(variable.column);
        result.push_back({variable.concept_name, variable.low, variable.high, variable.above_low,
                          column != nullptr && column->kind == ColumnKind::flag});
    }
    result.insert(result.end(), std::begin(kFigures), std::end(kFigures));
    return result;
}

/// Collects what is wrong row by row, and throws once with all of it.
class RowProblems {
public:
    RowProblems(const SurveyColumns& survey, const CompletionOptions& options) : survey_(survey), options_(options) {}

    void add(std::size_t row, const std::string& what) {
        rows_.push_back(survey_.row_number.empty() ? static_cast<Index>(row) + 1 : survey_.row_number[row]);
        texts_.push_back("row " + std::to_string(rows_.back()) + " (household \"" + survey_.household[row] +
                         "\"): " + what);
    }
    void refuse_any(std::string_view column, const std::string& remedy) {
        if (texts_.empty()) return;
        throw RangeError(list_first(texts_), options_.where + ", column " + std::string(column), remedy,
                         std::move(rows_));
    }

private:
    const SurveyColumns& survey_;
    const CompletionOptions& options_;
    std::vector<Index> rows_;
    std::vector<std::string> texts_;
};

void require_length(std::size_t have, std::size_t rows, const std::string& column, const std::string& where) {
    if (have == rows) return;
    throw SchemaError(std::to_string(have) + " values for " + std::to_string(rows) + " households",
                      where + ", column " + column, "Give one value per household, NaN where there is none");
}

void check_values(const SurveyColumns& survey, const CompletionOptions& options) {
    const std::size_t rows = survey.household.size();
    for (const auto& [key, values] : survey.values) {
        const std::string& name = key;
        const auto known = survey_concepts();
        const auto found =
            std::find_if(known.begin(), known.end(), [&](const SurveyConcept& c) { return c.name == name; });
        if (found == known.end()) {
            std::vector<std::string_view> names;
            for (const SurveyConcept& each : known) names.push_back(each.name);
            throw SchemaError("\"" + name + "\" is not a concept of the population", options.where,
                              did_you_mean(name, names, "Leave the column out"));
        }
        require_length(values.size(), rows, name, options.where);
        RowProblems problems(survey, options);
        for (std::size_t i = 0; i < rows; ++i) {
            const double value = values[i];
            if (std::isnan(value)) continue;
            if (std::isinf(value)) {
                problems.add(i, "infinite");
            } else if (found->flag && value != 0.0 && value != 1.0) {
                problems.add(i, number_text(value) + " is neither 0 nor 1");
            } else if (value < found->low || (found->above_low && value == found->low)) {
                problems.add(i, number_text(value) + " is not " + (found->above_low ? "above " : "at least ") +
                                    number_text(found->low));
            } else if (value > found->high) {
                problems.add(i, number_text(value) + " is above " + number_text(found->high));
            }
        }
        problems.refuse_any(name, "Correct the values, leave these households out, or mark the values as missing");
    }
}

void check_people(const SurveyColumns& survey, const CompletionOptions& options) {
    const auto column = [&](std::string_view name) {
        const auto found = survey.values.find(name);
        return found == survey.values.end() ? Column(survey.household.size(), kMissing) : found->second;
    };
    const Column size = column("household_size"), adults = column("adults"), children = column("children");
    RowProblems problems(survey, options);
    for (std::size_t i = 0; i < size.size(); ++i) {
        // Comparisons with a missing value are false, which is what is wanted here.
        if (adults[i] < 1.0) {
            problems.add(i, "no adult in the household");
        } else if (std::fabs(adults[i] + children[i] - size[i]) > 0.5) {
            problems.add(i, number_text(adults[i]) + " adults and " + number_text(children[i]) +
                                " children in a household of " + number_text(size[i]));
        } else if (adults[i] > size[i] || children[i] > size[i] - 1.0) {
            problems.add(i, "more persons than the household has, or no adult among them");
        }
    }
    problems.refuse_any("household_size, adults or children", "Correct them, or leave one of the three columns out");
}

Column checked_weights(const SurveyColumns& survey, const CompletionOptions& options) {
    const std::size_t rows = survey.household.size();
    if (survey.weight.empty()) return Column(rows, 1.0);
    require_length(survey.weight.size(), rows, "weight", options.where);
    RowProblems problems(survey, options);
    double total = 0.0;
    for (std::size_t i = 0; i < rows; ++i) {
        if (!std::isfinite(survey.weight[i]) || survey.weight[i] < 0.0) {
            problems.add(i, std::isfinite(survey.weight[i]) ? "weight " + number_text(survey.weight[i]) + " is negative"
                                                            : "the weight is missing");
        }
        total += survey.weight[i];
    }
    problems.refuse_any("weight", "Give every household a weight, or none to weigh all alike");
    if (!(total > 0.0)) {
        throw RangeError("all weights are zero", options.where + ", column weight",
                         "Give at least one household a weight above 0");
    }
    return survey.weight;
}

std::string text_at(const std::vector<std::string>& column, std::size_t row) {
    return column.empty() ? std::string() : column[row];
}

std::vector<Place> places_of(const SurveyColumns& survey, const CompletionOptions& options) {
    const std::size_t rows = survey.household.size();
    for (const auto& [name, column] :
         {std::pair<const char*, const std::vector<std::string>&>{"village", survey.village},
          {"region", survey.region},
          {"segment", survey.segment}}) {
        if (!column.empty()) require_length(column.size(), rows, name, options.where);
    }
    std::vector<Place> places(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        places[i] = {text_at(survey.region, i), text_at(survey.village, i)};
        if (places[i].region.empty()) places[i].region = options.region;
    }
    if (options.group_villages > 0) {
        completion::group_into_villages(places, survey.household, options.group_villages);
    }
    return places;
}

/// A column of the survey in canonical order; missing where the survey does not have it.
class Recorded {
public:
    Recorded(const SurveyColumns& survey, const std::vector<std::size_t>& order) : survey_(survey), order_(order) {}

    Column operator()(std::string_view name) const {
        Column result(order_.size(), kMissing);
        const auto found = survey_.values.find(name);
        if (found == survey_.values.end()) return result;
        for (std::size_t i = 0; i < order_.size(); ++i) result[i] = found->second[order_[i]];
        return result;
    }

private:
    const SurveyColumns& survey_;
    const std::vector<std::size_t>& order_;
};

/// What the survey says of year 0. A figure that follows from two others is worked out; none is guessed.
void take_figures(Population& people, const Recorded& recorded) {
    people.recorded_area_ha = recorded("area_ha");
    people.recorded_yield_kg_per_ha = recorded("yield_kg_per_ha");
    people.recorded_production_kg = recorded("production_kg");
    people.recorded_price_usd_per_kg = recorded("farm_gate_price_usd_per_kg");
    people.recorded_inputs_usd = recorded("inputs_usd");
    people.recorded_hired_usd = recorded("hired_labour_usd");
    people.recorded_cocoa_income_usd = recorded("cocoa_income_usd");
    people.recorded_other_income_usd = recorded("other_income_usd");
    people.recorded_income_usd = recorded("income_usd");
    people.benchmark_usd = recorded("benchmark_usd");
    for (std::size_t i = 0; i < people.id.size(); ++i) {
        double& area = people.recorded_area_ha[i];
        double& yield = people.recorded_yield_kg_per_ha[i];
        double& production = people.recorded_production_kg[i];
        if (std::isnan(area) && production > 0.0 && yield > 0.0) area = production / yield;
        if (std::isnan(yield)) yield = production / area;
        if (std::isnan(production)) production = yield * area;
        double& other = people.recorded_other_income_usd[i];
        if (std::isnan(other)) other = people.recorded_income_usd[i] - people.recorded_cocoa_income_usd[i];
    }
}

void take_state(Draft& draft, const Recorded& recorded) {
    for (const completion::StateVariable& variable : completion::state_variables()) {
        variable.in(draft) = recorded(variable.concept_name);
    }
    Population& people = draft.people;
    people.counted_area_ha = people.recorded_area_ha;
    people.km_road = recorded("km_road");
    people.megakarya = recorded("megakarya");
    const Column adults = recorded("adults"), children = recorded("children");
    for (std::size_t i = 0; i < people.id.size(); ++i) {
        if (std::isnan(people.household_size[i])) people.household_size[i] = adults[i] + children[i];
        // Whoever earned something else in the survey's year was in such work, and earned its level. Who earned
        // nothing was not, which says nothing of the level.
        double& level = people.other_level_usd[i];
        if (std::isnan(level) && people.recorded_other_income_usd[i] > 0.0) level = people.recorded_other_income_usd[i];
    }
}

void form_segments(Population& people, const Recorded& recorded, const std::vector<std::string>& segment) {
    const auto any = [](const Column& values) {
        return std::any_of(values.begin(), values.end(), [](double value) { return !std::isnan(value); });
    };
    Segments& segments = people.segments;
    const Column& area = people.synthetic ? people.counted_area_ha : people.recorded_area_ha;
    const Column sex = people.synthetic ? people.female_head : recorded("female_head");
    if (any(area)) {
        segments.set(group_by_land(area));
    } else {
        segments.leave_out("land", "the survey does not record the area of land");
    }
    if (any(sex)) {
        segments.set(group_by_sex(sex));
    } else {
        segments.leave_out("sex", "the survey does not record the sex of the household head");
    }
    if (people.regions() > 1) {
        std::vector<std::string> labels;
        for (const std::int32_t region : people.region) {
            labels.push_back(people.region_name[static_cast<std::size_t>(region)]);
        }
        segments.set(group_by_label("region", labels));
    } else {
        segments.leave_out("region", "there is only one region");
    }
    if (!segment.empty()) segments.set(group_by_label("survey", segment));
}

}  // namespace

std::span<const SurveyConcept> survey_concepts() {
    static const std::vector<SurveyConcept> concepts = all_concepts();
    return concepts;
}

namespace completion {

Population complete_survey(const SurveyColumns& survey, const PopulationMoments& moments, const Parameters& central,
                           const CompletionOptions& options, bool synthetic) {
    require_valid(moments);
    if (survey.household.empty()) {
        throw SchemaError("there are no households", options.where,
                          "Look at what the filters and the missing-value policy left of the survey");
    }
    if (!survey.row_number.empty()) {
        require_length(survey.row_number.size(), survey.household.size(), "row numbers", options.where);
    }
    require_valid(survey.money, options.where);
    require_same_basis(survey.money, options.where, moments.money, "the published moments that fill its gaps");
    const std::vector<HouseholdId> ids = household_ids(survey.household, options.where);
    const Column weights = checked_weights(survey, options);
    check_values(survey, options);
    check_people(survey, options);
    const std::vector<Place> places = places_of(survey, options);

    const std::vector<std::size_t> order = canonical_order(places, survey.household);
    Draft draft;
    Population& people = draft.people;
    people.money = survey.money;
    people.synthetic = synthetic;
    people.area_base_older5 = survey.area_base_older5;
    std::vector<Place> ordered;
    std::vector<std::string> segment;
    for (const std::size_t row : order) {
        people.id.push_back(ids[row]);
        people.name.push_back(survey.household[row]);
        people.row_of.push_back(static_cast<Index>(row));
        people.weight.push_back(weights[row]);
        ordered.push_back(places[row]);
        if (!survey.segment.empty()) segment.push_back(survey.segment[row]);
    }
    settle(people, ordered);
    for (const auto& [name, values] : survey.carried) {
        require_length(values.size(), survey.household.size(), name, options.where);
        Column& column = people.carried.emplace_back(name, Column{}).second;
        for (const std::size_t row : order) column.push_back(values[row]);
    }

    const Recorded recorded(survey, order);
    take_figures(people, recorded);
    take_state(draft, recorded);
    const Spread spread{moments, central};
    draw_state(draft, spread, options.seed);
    draw_roads(people, moments, options.seed);
    split_households(people, recorded("adults"), recorded("children"), moments);
    build_stands(draft, spread, options.seed);
    form_segments(people, recorded, segment);

    double total = 0.0;
    for (const double weight : people.weight) total += weight;
    draft.people = with_represents(std::move(draft.people), options.represents == 0.0 ? total : options.represents);
    require_valid(draft.people);
    return std::move(draft.people);
}

}  // namespace completion

Population complete(const SurveyColumns& survey, const PopulationMoments& moments, const Parameters& central,
                    const CompletionOptions& options) {
    return completion::complete_survey(survey, moments, central, options, false);
}

}  // namespace smallholder
