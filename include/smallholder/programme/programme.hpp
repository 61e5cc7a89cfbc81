// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/effects/composed.hpp"
#include "smallholder/effects/prototype.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/programme/delivery_path.hpp"
#include "smallholder/programme/field_spec.hpp"
#include "smallholder/stats/distributions.hpp"

namespace smallholder {

/// A field of an intervention that the programme sets itself, to a number or to a distribution.
struct FieldSetting {
    std::string field;
    stats::Distribution value;
};

/// Only households of these groups are eligible, e.g. grouping "region", groups {"Ashanti"}.
struct Eligibility {
    std::string grouping;
    std::vector<std::string> groups;
};

/// What a composed intervention does to one lever (effects/composed.hpp); what is not given is the intervention's own, or nothing.
struct LeverSetting {
    effects::Lever lever;
    stats::Distribution change;
    std::optional<stats::Distribution> ramp_years{}, decay{}, attendance{};
};

/// One intervention as a programme names it. What it does not set comes from the parameter rows of its kind.
struct Intervention {
    std::string name;  // of this instance; the address of its random draws, unless `luck` says otherwise
    std::string kind;  // key of the catalogue
    std::vector<FieldSetting> fields;
    std::vector<Eligibility> eligible;
    std::vector<std::pair<std::string, double>> paid_by{};  // who bears which share of what it costs; empty: "programme" all of it
    std::vector<LeverSetting> levers{};                    // of kind composed
    std::shared_ptr<const effects::PrototypeCode> code{};  // of kind prototype
    std::string assigned{};             // column of the survey that says who takes part, and from when; "": drawn
    std::vector<double> saturations{};  // shares of which each village draws one; empty: the field `saturation`
    std::string luck{};                 // name whose random draws it shares, so that two sizes of one plan stand in two arms on the same luck; "": its own
    std::string offered_with{};         // intervention whose draws say who is offered this one too; "": its own
    std::shared_ptr<const DeliveryPath> delivery_path{};  // share of those enrolled who are served, by draw and year; none: all, as long as it lasts

    const FieldSetting* setting(std::string_view field) const;
    /// The name from which its random draws come.
    const std::string& name_of_luck() const { return luck.empty() ? name : luck; }
};

/// What is run beside the baseline: some of the interventions together.
struct Arm {
    std::string name;
    std::vector<Index> interventions;  // places in Programme::interventions
};

/// What is done, by whom it is not yet said. With no arm given there is one with everything.
struct Programme {
    std::vector<Intervention> interventions;
    std::vector<Arm> arms;
};

/// Checks names, kinds, fields and ranges, that who and when fit together, and that nothing starts after the horizon; ProgrammeError otherwise.
void check_programme(const Programme& programme, int years);

/// ProgrammeError for an intervention that works through trees (replanting, shade, tenure that makes planting worthwhile) where the
/// table's crop is sown each year: it would cost money and could change nothing.
void require_suits_crop(const Programme& programme, const ParameterTable& table);

/// Two interventions of one arm that pay into the same account in the same year could not be told apart in the books:
/// ProgrammeError. `effects` are those of the programme's interventions; active(k, year): does anything of the k-th work then?
void require_distinct_accounts(const Programme& programme, const std::vector<Arm>& arms, const std::vector<std::unique_ptr<effects::Effect>>& effects,
                               int years, const std::function<bool(std::size_t, int)>& active);

/// Place of the intervention that `offered_with` names: by its name, else the first that has the name as its luck; -1 without one.
Index place_of_offers(const Programme& programme, std::string_view offered_with);

/// A field of an intervention in one draw: as the programme sets it, else its parameter row, else the catalogue's number.
/// drawn false takes a distribution at its median and a row at its central value.
double field_value(const Intervention& intervention, const FieldSpec& field, const ParameterTable& table, std::uint64_t seed,
                   std::uint32_t draw, bool drawn);

/// The effect of an intervention in one draw: fields set by the programme, else parameter rows, else the catalogue's number.
/// drawn false takes every distribution at its median and every row at its central value.
std::unique_ptr<effects::Effect> make_effect(const Intervention& intervention, const ParameterTable& table, std::uint64_t seed,
                                             std::uint32_t draw, bool drawn);

}  // namespace smallholder
