// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which random number is whose: every stroke of luck in the model has an address.
///
/// A draw is a pure function of the seed, whom it concerns, which draw of the parameters, which
/// replicate, which year, and what it is for. Whether there is a programme is not part of the address,
/// so a household meets the same weather and the same illness with and without it.
///
///   key      64-bit master seed
///   word 0   entity id, low half          entity: household id, region id, hash of a parameter's name, 0 for
///   the world word 1   entity id, high half word 2   draw (24 bits) | replicate (8) word 3   stream (16
///   bits) | call (8) | year (8)
///
/// One Philox call gives four uniforms, so related purposes share a call: purpose -> (stream, call, word).
/// Renaming or moving a purpose changes results; tests/unit/random/stream_names_test.cpp says so.
/// Shape: address -> (0, 1).     Tested: tests/unit/random/streams_test.cpp
/// This header allocates and throws nothing; random/limits.hpp checks sizes and names before a run.

#include <array>
#include <cstdint>
#include <string_view>

#include "smallholder/core/ids.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/core/lane.hpp"
#include "smallholder/core/pack.hpp"
#include "smallholder/random/philox.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::random {

/// Whom, in which draw, replicate and year.
struct Address {
    std::uint64_t entity = 0;
    std::uint32_t draw = 0;       // below kMaxDraws
    std::uint32_t replicate = 0;  // below kMaxReplicates
    std::uint32_t year = 0;       // below kMaxYears; 0 is the year of the survey
};

inline constexpr std::uint32_t kMaxDraws = 1u << 24;
inline constexpr std::uint32_t kMaxReplicates = 1u << 8;
inline constexpr std::uint32_t kMaxYears = 1u << 8;

/// Streams of the model itself; an intervention has one of its own, from kFirstInterventionStream on.
enum class Stream : std::uint16_t {
    global = 1,
    region = 2,
    household = 3,
    parameter = 4,
    anchor = 5,
    population = 6,
    observation = 7,
    consortium = 8,
    order = 16,  // in which members of a coalition join, random/orders.hpp
};

/// What a draw is for. The order is that of kPurposes.
enum class Purpose : std::uint8_t {
    // one per household and year
    weather_iid,
    food_weather,
    illness_episodes,
    illness_severity,
    other_earnings,
    training_attendance,  // kept free: attendance is drawn in the stream of its intervention
    package_choice,
    replanting,
    insurance_index,  // does the index of an insurance see the drought?
    remittance,
    asset_loss,
    lump_expense,
    adult_death,
    livestock_epidemic,
    disadoption,  // does the household give its package up? (in a word that was kept free)
    rechoice,
    // one per region and year
    weather,
    drought,
    food_price,
    // one for the world and year (entity 0)
    world_price_innovation,
    price_jump,
    price_jump_size,
    // one per parameter and draw (entity: hash_name of the parameter)
    parameter,
    // one per household and draw
    anchor_land_quality,
    // how a survey records a household (per household, draw and year)
    recall_yield,
    recall_area,
    survey_weather,
    // an alliance (entity 0; draw: the path), per year, or once a path in year 0
    alliance_pressure,
    perceived_results,
    alliance_frailty,
    // a member of it (entity: 1 + its place), per year
    member_delivers,
    member_leaves,
    member_joins,
    // what a member's own measurement of a kind of intervention says: per year, and its lasting bias (year 0)
    report_noise,
    report_bias,
    true_effect,  // of a kind of intervention, once a path
    stage_moves,  // the k-th event of a year is call kStageMovesCall + k, a word for each way out of the stage
};

struct PurposeRow {
    Purpose purpose;
    std::string_view name;
    Stream stream;
    std::uint8_t call;
    std::uint8_t word;
};

inline constexpr std::array kPurposes{
    PurposeRow{Purpose::weather_iid, "weather_iid", Stream::household, 0, 0},
    PurposeRow{Purpose::food_weather, "food_weather", Stream::household, 0, 1},
    PurposeRow{Purpose::illness_episodes, "illness_episodes", Stream::household, 0, 2},
    PurposeRow{Purpose::illness_severity, "illness_severity", Stream::household, 0, 3},
    PurposeRow{Purpose::other_earnings, "other_earnings", Stream::household, 1, 0},
    PurposeRow{Purpose::training_attendance, "training_attendance", Stream::household, 1, 1},
    PurposeRow{Purpose::package_choice, "package_choice", Stream::household, 1, 2},
    PurposeRow{Purpose::replanting, "replanting", Stream::household, 1, 3},
    PurposeRow{Purpose::insurance_index, "insurance_index", Stream::household, 2, 0},
    PurposeRow{Purpose::remittance, "remittance", Stream::household, 2, 1},
    PurposeRow{Purpose::asset_loss, "asset_loss", Stream::household, 2, 2},
    PurposeRow{Purpose::lump_expense, "lump_expense", Stream::household, 2, 3},
    PurposeRow{Purpose::adult_death, "adult_death", Stream::household, 3, 0},
    PurposeRow{Purpose::livestock_epidemic, "livestock_epidemic", Stream::household, 3, 1},
    PurposeRow{Purpose::disadoption, "disadoption", Stream::household, 3, 2},
    PurposeRow{Purpose::rechoice, "rechoice", Stream::household, 3, 3},
    PurposeRow{Purpose::weather, "weather", Stream::region, 0, 0},
    PurposeRow{Purpose::drought, "drought", Stream::region, 0, 1},
    PurposeRow{Purpose::food_price, "food_price", Stream::region, 0, 2},
    PurposeRow{Purpose::world_price_innovation, "world_price_innovation", Stream::global, 0, 0},
    PurposeRow{Purpose::price_jump, "price_jump", Stream::global, 0, 1},
    PurposeRow{Purpose::price_jump_size, "price_jump_size", Stream::global, 0, 2},
    PurposeRow{Purpose::parameter, "parameter", Stream::parameter, 0, 0},
    PurposeRow{Purpose::anchor_land_quality, "anchor_land_quality", Stream::anchor, 0, 0},
    PurposeRow{Purpose::recall_yield, "recall_yield", Stream::observation, 0, 0},
    PurposeRow{Purpose::recall_area, "recall_area", Stream::observation, 0, 1},
    PurposeRow{Purpose::survey_weather, "survey_weather", Stream::observation, 0, 2},
    PurposeRow{Purpose::alliance_pressure, "alliance_pressure", Stream::consortium, 0, 0},
    PurposeRow{Purpose::perceived_results, "perceived_results", Stream::consortium, 0, 1},
    PurposeRow{Purpose::alliance_frailty, "alliance_frailty", Stream::consortium, 0, 2},
    PurposeRow{Purpose::member_delivers, "member_delivers", Stream::consortium, 1, 0},
    PurposeRow{Purpose::member_leaves, "member_leaves", Stream::consortium, 1, 1},
    PurposeRow{Purpose::member_joins, "member_joins", Stream::consortium, 1, 2},
    PurposeRow{Purpose::report_noise, "report_noise", Stream::consortium, 2, 0},
    PurposeRow{Purpose::report_bias, "report_bias", Stream::consortium, 2, 1},
    PurposeRow{Purpose::true_effect, "true_effect", Stream::consortium, 2, 2},
    PurposeRow{Purpose::stage_moves, "stage_moves", Stream::consortium, 16, 0},
};
inline constexpr std::uint8_t kStageMovesCall = 16;  // no purpose of that stream has a later call

/// Uniforms of a household-year, in the order of their purposes: household_uniforms()[slot(purpose)].
inline constexpr int kHouseholdSlots = 16;

constexpr const PurposeRow& row_of(Purpose purpose) noexcept {
    return kPurposes[static_cast<std::size_t>(purpose)];
}
constexpr int slot(Purpose purpose) noexcept {
    return 4 * row_of(purpose).call + row_of(purpose).word;
}

/// Variables of a household at the start, drawn once when a population is made or completed (stream
/// population, year 0). The place in the list is the draw's (call, word): append, never insert.
inline constexpr std::array<std::string_view, 46> kPopulationVariables{
    "household_size",
    "female_head",
    "head_age",
    "women_share",
    "area",
    "tenure",
    "food_area",
    "land_quality",
    "density",
    "mean_tree_age",
    "genotype",
    "shade",
    "infection",
    "soil_supply",
    "inefficiency",
    "knowledge",
    "school",
    "practice_pruning",
    "practice_weeding",
    "practice_mirid",
    "practice_black_pod",
    "package",
    "package_taste",
    "hired_share",
    "cash",
    "wealth",
    "livestock",
    "has_debt",
    "debt",
    "other_earnings",
    "cooperative",
    "certified",
    "savings_group",
    "phone",
    "km_foot",
    "km_road",
    "road_class",
    "region",
    "village",
    "megakarya_zone",
    "donor",
    "jitter_area",
    "jitter_yield",
    "jitter_income",
    "jitter_size",
    "benchmark",
};
inline constexpr std::size_t kMaxPopulationVariables = 64;
static_assert(kPopulationVariables.size() <= kMaxPopulationVariables);

/// Place of a name in kPopulationVariables; an unknown name does not compile.
consteval int population_variable(std::string_view name) {
    for (std::size_t i = 0; i < kPopulationVariables.size(); ++i) {
        if (kPopulationVariables[i] == name) return static_cast<int>(i);
    }
    throw "no such name in kPopulationVariables";
}

/// Draws of one intervention as a programme file names it; its stream comes from that name, or from the one whose luck it shares. The word is the place within the line:
/// calls 0 to 2 are for the household or village that is offered it, the household itself, and the household in a year.
enum class InterventionPurpose : std::uint8_t {
    offer, enrolment, attendance, delivery,
    village, saturation, wave, queue,  // kVillageCall: is a village treated, how densely, when; kQueueCall: a household's place in the queue
    attrition,                         // kAttritionCall, per household and year: does it leave for good?
    kept,                              // kKeptCall, per household or village that is offered it: how soon is it dropped when less is delivered?
};
inline constexpr std::uint8_t kVillageCall = 3, kQueueCall = 4, kAttritionCall = 5, kKeptCall = 6;
constexpr std::size_t word_of(InterventionPurpose purpose) noexcept {
    return static_cast<std::size_t>(purpose) % 4;
}

/// Names of streams and parameters are hashed as survey ids are.
constexpr std::uint64_t hash_name(std::string_view name) noexcept {
    return hash_text(name);
}

inline constexpr std::uint16_t kFirstInterventionStream = 0x1000;
inline constexpr std::uint64_t kInterventionStreams = 0xE000;

/// random/limits.hpp checks that two interventions of a run do not share one.
constexpr std::uint16_t intervention_stream(std::string_view instance_name) noexcept {
    return static_cast<std::uint16_t>(kFirstInterventionStream +
                                      hash_name(instance_name) % kInterventionStreams);
}

// ---- drawing ------------------------------------------------------------------------------------------

/// Four uniforms for each entity of a lane: `double` takes one id, Pack<N> takes N of them.
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr std::array<L, 4> uniforms_of(std::uint64_t seed, bits_of_lane<L> entities,
                                                                 std::uint32_t draw, std::uint32_t replicate,
                                                                 std::uint32_t year, std::uint16_t stream,
                                                                 std::uint8_t call) noexcept {
    using Bits = bits_of_lane<L>;
    const std::uint32_t word2 = (draw << 8) | (replicate & 0xffu);
    const std::uint32_t word3 = (std::uint32_t{stream} << 16) | (std::uint32_t{call} << 8) | (year & 0xffu);
    const std::array<Bits, 4> words = philox_rounds<Bits>(
        {entities, entities >> 32, Bits(std::uint64_t{word2}), Bits(std::uint64_t{word3})}, seed);
    return {uniform_of_low_half<L>(words[0]), uniform_of_low_half<L>(words[1]),
            uniform_of_low_half<L>(words[2]), uniform_of_low_half<L>(words[3])};
}

constexpr std::array<double, 4> uniforms(std::uint64_t seed, const Address& at, std::uint16_t stream,
                                         std::uint8_t call) noexcept {
    return uniforms_of<double>(seed, at.entity, at.draw, at.replicate, at.year, stream, call);
}
constexpr std::array<double, 4> uniforms(std::uint64_t seed, const Address& at, Stream stream,
                                         std::uint8_t call) noexcept {
    return uniforms(seed, at, static_cast<std::uint16_t>(stream), call);
}

constexpr double uniform(std::uint64_t seed, const Address& at, Purpose purpose) noexcept {
    const PurposeRow& row = row_of(purpose);
    return uniforms(seed, at, row.stream, row.call)[row.word];
}

/// One variable of a household at the start; `variable` from population_variable("area").
constexpr double population_uniform(std::uint64_t seed, const Address& at, int variable) noexcept {
    return uniforms(seed, at, Stream::population,
                    static_cast<std::uint8_t>(variable / 4))[static_cast<std::size_t>(variable % 4)];
}

constexpr double intervention_uniform(std::uint64_t seed, const Address& at, std::uint16_t stream,
                                      InterventionPurpose purpose) noexcept {
    return uniforms(seed, at, stream, 0)[static_cast<std::size_t>(purpose)];
}

/// The 16 uniforms of a household-year, for one household or a lane of them.
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr std::array<L, kHouseholdSlots> household_uniforms_of(
    std::uint64_t seed, bits_of_lane<L> households, std::uint32_t draw, std::uint32_t replicate,
    std::uint32_t year) noexcept {
    constexpr auto stream = static_cast<std::uint16_t>(Stream::household);
    const auto a = uniforms_of<L>(seed, households, draw, replicate, year, stream, 0);
    const auto b = uniforms_of<L>(seed, households, draw, replicate, year, stream, 1);
    const auto c = uniforms_of<L>(seed, households, draw, replicate, year, stream, 2);
    const auto d = uniforms_of<L>(seed, households, draw, replicate, year, stream, 3);
    return {a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], c[0], c[1], c[2], c[3], d[0], d[1], d[2], d[3]};
}

constexpr std::array<double, kHouseholdSlots> household_uniforms(std::uint64_t seed,
                                                                 const Address& at) noexcept {
    return household_uniforms_of<double>(seed, at.entity, at.draw, at.replicate, at.year);
}

/// The same for `count` households, as columns: slot s of household i goes to columns[s * stride + i].
inline void fill_household_uniforms(std::uint64_t seed, const std::uint64_t* households, Index count,
                                    std::uint32_t draw, std::uint32_t replicate, std::uint32_t year,
                                    double* columns, Index stride) noexcept {
    // Two registers' worth at a time: ten dependent rounds leave half of one chain's time unused.
    constexpr int kWide = 2 * kNativePackWidth;
    using Wide = Pack<kWide>;
    Index i = 0;
    for (; i + kWide <= count; i += kWide) {
        const auto u =
            household_uniforms_of<Wide>(seed, load_bits<Wide>(households + i), draw, replicate, year);
        for (int s = 0; s < kHouseholdSlots; ++s) {
            store(columns + s * stride + i, u[static_cast<std::size_t>(s)]);
        }
    }
    for (; i < count; ++i) {
        const auto u = household_uniforms_of<double>(seed, households[i], draw, replicate, year);
        for (int s = 0; s < kHouseholdSlots; ++s) {
            columns[s * stride + i] = u[static_cast<std::size_t>(s)];
        }
    }
}

// ---- the table holds together -------------------------------------------------------------------------

namespace detail {

consteval bool purposes_are_in_order() {
    for (std::size_t i = 0; i < kPurposes.size(); ++i) {
        if (static_cast<std::size_t>(kPurposes[i].purpose) != i || kPurposes[i].word > 3) return false;
    }
    return true;
}
consteval bool no_two_purposes_share_a_draw() {
    for (std::size_t i = 0; i < kPurposes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto& a = kPurposes[i];
            const auto& b = kPurposes[j];
            if (a.name == b.name) return false;
            if (a.stream == b.stream && a.call == b.call && a.word == b.word) return false;
        }
    }
    return true;
}
static_assert(purposes_are_in_order(), "kPurposes follows the order of Purpose");
static_assert(no_two_purposes_share_a_draw(), "two purposes share a random number or a name");
static_assert(slot(Purpose::rechoice) == kHouseholdSlots - 1);

}  // namespace detail

}  // namespace smallholder::inline SMALLHOLDER_ISA::random
