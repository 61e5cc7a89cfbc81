// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "programme_section.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/programme/payers.hpp"

namespace smallholder::io::detail {

std::map<std::string, double> read_payers(Section& section, Problems& problems) {
    std::map<std::string, double> shares;
    bool numbers = true;
    for (const TomlEntry& entry : section.entries()) {
        const auto share = section.optional_number(entry.key);
        numbers = numbers && share.has_value();
        if (share) shares[entry.key] = *share;
    }
    section.finish();
    if (!numbers) return shares;
    try {
        require_payers({shares.begin(), shares.end()}, "");
    } catch (const ProgrammeError& error) {
        std::string key = section.key("");
        key.pop_back();  // the dot
        problems.add(section.line(), key, error.what_happened(), error.remedy());
    }
    return shares;
}

void check_discount_rates(const ProgrammeFile& programme, Problems& problems) {
    const auto perspectives = perspective_names();
    std::vector<std::string_view> known(perspectives.begin(), perspectives.end());
    for (const InterventionBlock& block : programme.interventions)
        for (const auto& [payer, share] : block.paid_by) known.push_back(payer);
    for (const MemberBlock& member : programme.members) known.push_back(member.name);
    for (const auto& [party, rate] : programme.money.discount_rates) {
        if (std::ranges::find(known, party) != known.end()) continue;
        const std::string key = "money.discount_rates." + party;
        const auto line = programme.lines.find(key);
        problems.add(line == programme.lines.end() ? 0 : line->second, key, "nobody called \"" + party + "\" discounts anything",
                     did_you_mean(party, known, "docs/programme_file.md names the parties"));
    }
}

void require_money_of_costs(const ProgrammeFile& programme) {
    if (!programme.money.currency.empty()) return;
    for (const InterventionBlock& block : programme.interventions)
        for (const auto& [path, value] : block.fields)
            if (path.starts_with("cost.cost_"))
                throw ProgrammeError("a cost is given, and the file does not say in which money and of which year",
                                     programme.where("intervention." + block.name + "." + path),
                                     "Add [money] with currency = \"USD\" and price_year = 2018, or those that the amount is in");
    for (const MemberBlock& member : programme.members)
        for (const char* path : {"budget_per_year", "values.reputation_usd", "values.shortage_usd_per_tonne", "values.per_household_lifted"})
            if (member.fields.contains(path))
                throw ProgrammeError("an amount is given, and the file does not say in which money and of which year",
                                     programme.where("member." + member.name + "." + path),
                                     "Add [money] with currency = \"USD\" and price_year = 2018, or those that the amount is in");
}

}  // namespace smallholder::io::detail
