// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/catalogue.hpp"

#include <string>

#include "smallholder/core/errors.hpp"
#include "smallholder/effects/agroforestry.hpp"
#include "smallholder/effects/buyer_premium.hpp"
#include "smallholder/effects/cash_transfer.hpp"
#include "smallholder/effects/coaching.hpp"
#include "smallholder/effects/community_health.hpp"
#include "smallholder/effects/composed.hpp"
#include "smallholder/effects/diversification.hpp"
#include "smallholder/effects/education.hpp"
#include "smallholder/effects/farmer_training.hpp"
#include "smallholder/effects/feeder_road.hpp"
#include "smallholder/effects/input_credit.hpp"
#include "smallholder/effects/input_subsidy.hpp"
#include "smallholder/effects/living_income_differential.hpp"
#include "smallholder/effects/living_income_reference_price.hpp"
#include "smallholder/effects/minimum_price.hpp"
#include "smallholder/effects/prototype.hpp"
#include "smallholder/effects/replanting.hpp"
#include "smallholder/effects/savings_group.hpp"
#include "smallholder/effects/tenure_reform.hpp"
#include "smallholder/effects/weather_information.hpp"
#include "smallholder/effects/weather_insurance.hpp"
#include "smallholder/farm/nearest_name.hpp"

namespace smallholder {
namespace {

using effects::Delivery;
using effects::Field;

constexpr double kAnyMoney = 1e12;

// Fields every intervention has. A default that differs between interventions is a parameter row "<key>.<field>".
constexpr auto kCommon = std::to_array<Field<Delivery>>({
    {{"coverage", "1", 0.0, 1.0, 1.0, "", "who", "share of the eligible who are offered it"}, &Delivery::coverage},
    {{"max_area_ha", "ha", 0.0, 1e9, 1e9, "", "who", "eligible up to this much cocoa land"}, &Delivery::max_area_ha},
    {{"min_area_ha", "ha", 0.0, 1e9, 0.0, "", "who", "eligible from this much cocoa land"}, &Delivery::min_area_ha},
    {{"households", "household", 0.0, 1e9, 0.0, "", "who", "represented households offered it, where named in place of coverage", true}, &Delivery::households},
    {{"village_coverage", "1", 0.0, 1.0, 1.0, "", "who", "share of the villages in which it is offered, in place of coverage"},
     &Delivery::village_coverage},
    {{"saturation", "1", 0.0, 1.0, 1.0, "", "who", "share of the eligible offered it within such a village, or a list of shares drawn by village", false, true},
     &Delivery::saturation},
    {{"capacity_households", "household", 0.0, 1e9, 0.0, "", "who", "most represented households in it at a time; the others wait; 0 is no limit", true},
     &Delivery::capacity_households},
    {{"female_only", "0/1", 0.0, 1.0, 0.0, "", "who", "eligible only if headed by a woman"}, &Delivery::female_only},
    {{"coop_only", "0/1", 0.0, 1.0, 0.0, "", "who", "eligible only as a member of a cooperative"}, &Delivery::coop_only},
    {{"certified_only", "0/1", 0.0, 1.0, 0.0, "", "who", "eligible only if certified"}, &Delivery::certified_only},
    {{"min_km", "km", 0.0, 1e4, 0.0, "", "who", "eligible from this distance to market, path and road together"}, &Delivery::min_km},
    {{"max_km", "km", 0.0, 1e9, 1e9, "", "who", "eligible up to this distance to market"}, &Delivery::max_km},
    {{"enrol_intercept", "1", -50.0, 50.0, 50.0, "<key>.enrol_intercept", "who", "logit of taking part; 50 means everybody offered does"},
     &Delivery::enrol_intercept},
    {{"enrol_coop", "1", -50.0, 50.0, 0.0, "<key>.enrol_coop", "who", "added for members of a cooperative"}, &Delivery::enrol_coop},
    {{"enrol_female", "1", -50.0, 50.0, 0.0, "<key>.enrol_female", "who", "added for households headed by a woman"},
     &Delivery::enrol_female},
    {{"enrol_school", "1", -50.0, 50.0, 0.0, "<key>.enrol_school", "who", "added per four years of schooling above six"},
     &Delivery::enrol_school},
    {{"start", "year", 1.0, 200.0, 1.0, "", "when", "first year", true}, &Delivery::start},
    {{"years", "year", 0.0, 200.0, 0.0, "<key>.years", "when", "years of delivery; 0 means to the end", true}, &Delivery::years},
    {{"ramp_years", "year", 0.0, 50.0, 0.0, "<key>.ramp_years", "when", "years to 95% of full strength; 0 is at once"},
     &Delivery::ramp_years},
    {{"delivered", "1", 0.0, 1.0, 1.0, "delivery.done_share", "when", "share of what is planned that is delivered"},
     &Delivery::delivered},
    {{"waves", "1", 1.0, 50.0, 1.0, "", "when", "villages are put at random into this many groups that start one after the other", true},
     &Delivery::waves},
    {{"wave_years", "year", 1.0, 200.0, 1.0, "", "when", "years from the start of one group to that of the next", true}, &Delivery::wave_years},
    {{"attrition", "1/year", 0.0, 1.0, 0.0, "", "when", "chance that a household in it leaves for good before a further year"},
     &Delivery::attrition},
    {{"exit_years", "year", 0.0, 200.0, 0.0, "", "when", "most years that a household is in it; 0 is no limit", true}, &Delivery::exit_years},
    {{"quality_loss", "1", 0.0, 1.0, 0.0, "delivery.quality_loss", "when", "dose falls as households in it over the reference to the power of minus this"},
     &Delivery::quality_loss},
    {{"quality_reference_households", "household", 1.0, 1e9, 10000.0, "delivery.quality_reference_households", "when",
      "represented households up to which quality holds"},
     &Delivery::quality_reference_households},
    {{"cost_fixed_per_year", "USD/year", 0.0, kAnyMoney, 0.0, "<key>.cost_fixed_per_year", "cost", "whatever the scale"},
     &Delivery::cost_fixed_per_year},
    {{"cost_per_village_year", "USD/village/year", 0.0, kAnyMoney, 0.0, "<key>.cost_per_village_year", "cost", "per represented village covered"},
     &Delivery::cost_per_village_year},
    {{"cost_per_household", "USD/household", 0.0, kAnyMoney, 0.0, "<key>.cost_per_household", "cost",
      "per enrolled household for the whole delivery, spread over its years"},
     &Delivery::cost_per_household},
    {{"cost_per_household_year", "USD/household/year", 0.0, kAnyMoney, 0.0, "<key>.cost_per_household_year", "cost", "per household served"},
     &Delivery::cost_per_household_year},
    {{"cost_per_person_year", "USD/person/year", 0.0, kAnyMoney, 0.0, "<key>.cost_per_person_year", "cost", "per member of a household served"},
     &Delivery::cost_per_person_year},
    {{"overhead", "1", 0.0, 5.0, 0.12, "delivery.overhead", "cost", "added to all of the above"}, &Delivery::overhead},
    {{"learning", "1", 0.0, 1.0, 0.10, "delivery.learning", "cost", "unit cost falls as experience to the power of minus this"},
     &Delivery::learning},
});

std::string_view row_name(std::string_view key, std::string_view pattern) {
    // Names live as long as the catalogue: a handful of strings, made once.
    static std::vector<std::unique_ptr<std::string>> kept;
    if (!pattern.starts_with("<key>")) return pattern;
    kept.push_back(std::make_unique<std::string>(std::string(key) + std::string(pattern.substr(5))));
    return *kept.back();
}

constexpr bool pays_out(std::span<const effects::Lever> levers) {
    for (const effects::Lever lever : levers)
        if (effects::row_of(lever).account != effects::Account::none) return true;
    return false;
}

template <class T>
CatalogueEntry entry() {
    CatalogueEntry made;
    made.key = T::kKey;
    made.summary = T::kSummary;
    made.moves = T::kMoves;
    made.by_village = T{}.by_village();
    for (const auto& field : kCommon) {
        FieldSpec spec = field.spec;
        spec.default_row = row_name(T::kKey, spec.default_row);
        // A price is paid or it is not: no share of it is left undelivered.
        if constexpr (requires { T::kAlwaysDelivered; })
            if (spec.name == "delivered") spec.default_row = "";
        // Money is not diluted by scale.
        if (pays_out(T::kMoves) && spec.name.starts_with("quality_")) spec.default_row = "";
        made.fields.push_back(spec);
    }
    for (const auto& field : T::kFields) made.fields.push_back(field.spec);
    made.make = [](const std::function<double(std::string_view)>& value_of) -> std::unique_ptr<effects::Effect> {
        auto effect = std::make_unique<T>();
        for (const auto& field : kCommon) effect->delivery.*field.member = value_of(field.spec.name);
        for (const auto& field : T::kFields) (*effect).*field.member = value_of(field.spec.name);
        return effect;
    };
    return made;
}

}  // namespace

std::span<const CatalogueEntry> catalogue() {
    static const std::vector<CatalogueEntry> table = [] {
        std::vector<CatalogueEntry> rows;
        rows.push_back(entry<effects::FarmerTraining>());
        rows.push_back(entry<effects::Coaching>());
        rows.push_back(entry<effects::FeederRoad>());
        rows.push_back(entry<effects::CommunityHealth>());
        rows.push_back(entry<effects::Education>());
        rows.push_back(entry<effects::InputCredit>());
        rows.push_back(entry<effects::InputSubsidy>());
        rows.push_back(entry<effects::SavingsGroup>());
        rows.push_back(entry<effects::Replanting>());
        rows.push_back(entry<effects::Agroforestry>());
        rows.push_back(entry<effects::Diversification>());
        rows.push_back(entry<effects::TenureReform>());
        rows.push_back(entry<effects::WeatherInsurance>());
        rows.push_back(entry<effects::WeatherInformation>());
        rows.push_back(entry<effects::CashTransfer>());
        rows.push_back(entry<effects::BuyerPremium>());
        rows.push_back(entry<effects::LivingIncomeDifferential>());
        rows.push_back(entry<effects::MinimumPrice>());
        rows.push_back(entry<effects::LivingIncomeReferencePrice>());
        return rows;
    }();
    return table;
}

std::span<const CatalogueEntry> own_kinds() {
    static const std::vector<CatalogueEntry> table = [] {
        catalogue();  // made before: the two keep their names of rows in one place
        std::vector<CatalogueEntry> rows;
        rows.push_back(entry<effects::Composed>());
        rows.push_back(entry<effects::Prototype>());
        return rows;
    }();
    return table;
}

const FieldSpec* CatalogueEntry::field(std::string_view name) const {
    for (const FieldSpec& spec : fields)
        if (spec.name == name) return &spec;
    return nullptr;
}

const CatalogueEntry& catalogue_entry(std::string_view key) {
    std::vector<std::string_view> known;
    for (const auto table : {catalogue(), own_kinds()})
        for (const CatalogueEntry& row : table) {
            if (row.key == key) return row;
            known.push_back(row.key);
        }
    throw ProgrammeError("there is no intervention \"" + std::string(key) + "\"", "interventions",
                         did_you_mean(key, known, "See `smallholder interventions`"));
}

}  // namespace smallholder
