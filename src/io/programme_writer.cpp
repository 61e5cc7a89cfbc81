// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <system_error>

#include "programme_text.hpp"
#include "smallholder/core/data_folder.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/io/programme_file.hpp"

namespace smallholder::io {

namespace {

using detail::key_of;
using detail::list_of;
using detail::ValueText;
using detail::Writer;

void write_intervention(Writer& out, const InterventionBlock& block) {
    out.block("intervention");
    out.text("kind", block.kind);
    out.text("name", block.name);
    if (!block.code.empty()) out.text("code", block.code);
    if (!block.arms.empty()) out.line("arms", list_of(block.arms));
    for (const std::string_view table : {"", "who", "when", "cost"}) {
        bool begun = table.empty();
        for (const auto& [path, value] : block.fields) {
            const auto dot = path.find('.');
            const std::string_view home =
                dot == std::string::npos ? std::string_view{} : std::string_view(path).substr(0, dot);
            if (home != table) continue;
            if (!begun) out.header("intervention." + std::string(table));
            begun = true;
            const std::string_view name = dot == std::string::npos ? path : std::string_view(path).substr(dot + 1);
            out.line(key_of(key_of_field(name, table)), std::visit(ValueText{}, value));
        }
    }
    if (!block.paid_by.empty()) out.header("intervention.paid_by");
    for (const auto& [payer, share] : block.paid_by) out.line(key_of(payer), shortest(share));
    for (const LeverBlock& lever : block.levers) {
        out.block("intervention.lever");
        out.text("lever", lever.lever);
        for (const auto& [name, value] : lever.fields) {
            out.line(key_of(name), std::visit(ValueText{}, value));
            if (name == "change") out.text("unit", lever.unit);
        }
    }
}

void write_population(Writer& out, const PopulationBlock& population) {
    if (population == PopulationBlock{}) return;
    out.header("population");
    out.text("synthetic", population.synthetic);
    out.text("crop", population.crop);
    out.text("survey", population.survey);
    out.text("schema", population.schema);
    if (population.households) out.line("households", std::to_string(*population.households));
    if (population.represents) out.line("represents", shortest(*population.represents));
    if (population.villages) out.line("villages", std::to_string(*population.villages));
    out.text("weights", population.weights);
    out.text("missing", population.missing);
}

void write_money(Writer& out, const MoneyBlock& money) {
    if (money == MoneyBlock{}) return;
    out.header("money");
    out.text("currency", money.currency);
    if (money.price_year != 0) out.line("price_year", std::to_string(money.price_year));
    if (money.discount_rates.empty()) return;
    out.header("money.discount_rates");
    for (const auto& [party, rate] : money.discount_rates) out.line(key_of(party), shortest(rate));
}

std::vector<std::string> shipped_names(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace

std::string write_programme(const ProgrammeFile& programme) {
    Writer out;
    out.line("schema", std::to_string(programme.schema));
    out.text("title", programme.title);
    out.line("years", std::to_string(programme.years));
    out.line("draws", std::to_string(programme.draws));
    out.line("replicates", std::to_string(programme.replicates));
    out.line("seed", std::to_string(programme.seed));
    write_population(out, programme.population);
    write_money(out, programme.money);
    out.header("market");
    out.text("regime", programme.regime);
    out.text("answer", programme.market_answer);
    if (programme.price_process != ProgrammeFile{}.price_process) out.text("price_process", programme.price_process);
    if (programme.price_comparison != ProgrammeFile{}.price_comparison) out.text("price_comparison", programme.price_comparison);
    if (!programme.switches.empty()) out.header("switches");
    for (const auto& [name, on] : programme.switches) out.line(key_of(name), on ? "true" : "false");
    for (const InterventionBlock& block : programme.interventions) write_intervention(out, block);
    for (const ArmBlock& arm : programme.arms) {
        out.block("arm");
        out.text("name", arm.name);
        out.line("interventions", list_of(arm.interventions));
    }
    detail::write_members(out, programme);
    if (!programme.parameters.empty()) out.header("parameters");
    for (const ParameterOverride& change : programme.parameters) {
        const double* number = std::get_if<double>(&change.value);
        out.line(key_of(change.name), number ? shortest(*number) : to_string(std::get<DistributionSpec>(change.value)));
    }
    for (const Correlation& tie : programme.correlations) {
        out.block("correlation");
        out.line("between", list_of({tie.first, tie.second}));
        out.line("rho", shortest(tie.rho));
    }
    return out.take();
}

std::filesystem::path find_programme(std::string_view name_or_path) {
    const std::filesystem::path given(name_or_path);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(given, ignored)) return given;
    const std::filesystem::path folder = data_folder() / "programmes";
    const std::filesystem::path shipped = folder / (std::string(name_or_path) + ".toml");
    const bool is_name = !given.has_parent_path() && !given.has_extension();
    if (is_name && std::filesystem::is_regular_file(shipped, ignored)) return shipped;
    const std::vector<std::string> names = shipped_names(folder);
    const std::vector<std::string_view> known(names.begin(), names.end());
    if (!is_name)
        throw SchemaError("there is no such file", std::string(name_or_path), "Check the path and the spelling");
    throw SchemaError("there is neither such a file nor a shipped programme of that name", std::string(name_or_path),
                      did_you_mean(name_or_path, known, "Shipped programmes: " + list_first(names)));
}

}  // namespace smallholder::io
