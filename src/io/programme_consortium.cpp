// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "programme_section.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/io/programme_members.hpp"
#include "smallholder/programme/payers.hpp"

namespace smallholder::io {

namespace {

constexpr Index kLeastCell = 5;
constexpr double kMostEffective = 10.0;

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Goes through the members of a file and notes what does not fit together.
class Check {
public:
    explicit Check(const ProgrammeFile& file) : file_(file) {
        for (const InterventionBlock& block : file.interventions) fundable_.push_back(block.name);
        if (file.response)
            for (const auto& part : file.response->parts) fundable_.push_back(part.name);
        for (const MemberBlock& block : file.members) names_.push_back(block.name);
    }

    std::vector<detail::MemberProblem> take() {
        if (file_.response) check_response(*file_.response);
        if (file_.consortium) check_consortium(*file_.consortium);
        if (file_.members.size() > kMostMembers)
            add("member." + file_.members.back().name, "there are " + std::to_string(file_.members.size()) + " members, and the worth of every group of them is found for up to " +
                    std::to_string(kMostMembers),
                "Make members with the same interests one, such as \"other buyers\" with the sum of their budgets and sources");
        std::set<std::string> seen;
        const MemberBlock* leader = nullptr;
        for (const MemberBlock& block : file_.members) {
            if (!block.name.empty() && !seen.insert(block.name).second)
                add("member." + block.name, "two members are called " + in_quotes(block.name), "Give each a name of its own");
            if (block.leader && leader != nullptr)
                add("member." + block.name + ".leader", in_quotes(leader->name) + " leads already", "Let one of the two lead");
            if (block.leader) leader = &block;
            check_member(block);
        }
        check_sources();
        if (!file_.members.empty())
            for (const InterventionBlock& block : file_.interventions) {
                if (!block.paid_by.empty())
                    add("intervention." + block.name + ".paid_by", "the members decide among themselves who pays",
                        "Remove paid_by, or remove the [[member]] blocks");
                if (block.fields.contains("who.offered_with"))
                    add("intervention." + block.name + ".who.offered_with", "whether the same households are offered both is part of what members decide",
                        "Remove offered_with, or remove the [[member]] blocks");
            }
        return std::move(problems_);
    }

private:
    void add(std::string key, std::string what, std::string remedy) { problems_.push_back({std::move(key), std::move(what), std::move(remedy)}); }

    void check_share(const std::string& key, double share, double most, std::string_view meaning) {
        if (share >= 0.0 && share <= most) return;
        add(key, shortest(share) + " is outside what it can be",
            share > 1.0 && share <= 100.0 && most == 1.0 ? "Write " + shortest(share) + "% as " + shortest(share / 100.0)
                                                         : "It must be " + to_string(Bounds{0.0, most}) + " (" + std::string(meaning) + ")");
    }

    void check_levels(const std::string& key, const std::vector<double>& levels) {
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (!(levels[i] > 0.0 && levels[i] <= 1.0)) {
                add(key, "a level of " + shortest(levels[i]) + " stands in the list",
                    levels[i] == 0.0 ? "Leave it out: to do nothing is always possible" : "Levels are shares of the intervention's own coverage, above 0 and up to 1");
                return;
            }
            if (i > 0 && !(levels[i] > levels[i - 1])) {
                add(key, shortest(levels[i]) + " follows " + shortest(levels[i - 1]), "Write the levels once each, the lowest first");
                return;
            }
        }
    }

    void check_member(const MemberBlock& block) {
        const std::string key = "member." + block.name;
        try {
            if (!block.name.empty()) require_payers({{block.name, 1.0}}, "");
        } catch (const ProgrammeError& error) {
            add(key, "a member cannot be called " + in_quotes(block.name) + ", which stands for others in the books", "Give it a name of its own");
        }
        const auto types = member_type_names();
        const auto type = std::ranges::find(types, block.type);
        if (type == types.end())
            add(key + ".type", in_quotes(block.type) + " is not known here", did_you_mean(block.type, types, "docs/consortium/members.md lists the types"));
        else if (block.funds.empty() && kMemberTypes[static_cast<std::size_t>(type - types.begin())].needs_funds)
            add(key, "it may fund nothing", "Name what it may pay for: funds = [\"training\"]; of the types only ngo and farmer_organisation bring a seat without");
        for (const std::string& name : block.funds)
            if (std::ranges::find(fundable_, name) == fundable_.end())
                add(key + ".funds", "there is no " + std::string(file_.response ? "part" : "intervention") + " " + in_quotes(name),
                    did_you_mean(name, fundable_, file_.response ? "Name one of the [[response.part]] blocks" : "Name one of the [[intervention]] blocks"));
        const std::vector<std::string_view> funds(block.funds.begin(), block.funds.end());
        const auto must_fund = [&](const std::string& name, const std::string& table) {
            if (std::ranges::find(funds, name) == funds.end())
                add(key + "." + table, "it does not fund " + in_quotes(name), did_you_mean(name, funds, "Add it to funds, or remove it here"));
        };
        for (const auto& [name, levels] : block.levels) {
            must_fund(name, "levels");
            check_levels(key + ".levels", levels);
        }
        for (const auto& [name, dose] : block.effectiveness) {
            must_fund(name, "effectiveness");
            check_share(key + ".effectiveness", dose, kMostEffective, "what it delivers over what a good local provider does");
        }
        for (const auto& [region, share] : block.sources) check_share(key + ".sources", share, 1.0, "of what the region sells");
        const std::string own = file_.money.currency.empty() ? "USD" : file_.money.currency;
        if (!block.currency.empty() && block.currency != own)
            add(key + ".currency", "its budget is in " + block.currency + ", and the file's money is " + own,
                "Convert the budget to " + own + " at the rate of the price year, and remove currency");
    }

    /// What all members buy of a region cannot be more than it sells.
    void check_sources() {
        std::set<std::string> regions{""};
        for (const MemberBlock& block : file_.members)
            for (const auto& [region, share] : block.sources) regions.insert(region);
        for (const std::string& region : regions) {
            double sum = 0.0;
            const MemberBlock* last = nullptr;
            for (const MemberBlock& block : file_.members) {
                auto share = block.sources.find(region);
                if (share == block.sources.end()) share = block.sources.find("");
                if (share == block.sources.end()) continue;
                sum += share->second;
                last = &block;
            }
            if (sum <= 1.0 + 1e-9) continue;
            add("member." + last->name + ".sources", "the members together buy " + shortest(std::round(sum * 1e6) / 1e6) + " of what " + (region.empty() ? "is sold" : region + " sells"),
                "Let the shares sum to 1 at most; what is left is bought by others");
            return;  // everywhere is in every region
        }
    }

    void check_consortium(const ConsortiumBlock& block) {
        if (file_.members.empty()) add("consortium", "there is a consortium and nobody in it", "Add [[member]] blocks, or remove [consortium]");
        const auto must_be_member = [&](const std::string& name, const std::string& key) {
            if (std::ranges::find(names_, name) == names_.end())
                add(key, "there is no member " + in_quotes(name), did_you_mean(name, names_, "Name one of the [[member]] blocks"));
        };
        if (!file_.members.empty()) {
            for (const std::string& name : block.founders) must_be_member(name, "consortium.founders");
            if (!block.view.empty()) must_be_member(block.view, "consortium.view");
        }
        const auto must_be_known = [&](const std::string& name, std::span<const std::string_view> known, const std::string& key) {
            if (std::ranges::find(known, name) == known.end())
                add(key, in_quotes(name) + " is not known here", did_you_mean(name, known, "docs/programme_file.md lists them"));
        };
        if (!block.rule.empty()) must_be_known(block.rule, sharing_rules(), "consortium.rule");
        for (const std::string& name : block.conventions) must_be_known(name, outsider_conventions(), "consortium.conventions");
        check_levels("consortium.levels", block.levels);
        if (block.minimum_cell && *block.minimum_cell < kLeastCell)
            add("consortium.minimum_cell", "figures of " + std::to_string(*block.minimum_cell) + " households would leave a member",
                "Use " + std::to_string(kLeastCell) + " or more: below that single households can be told");
        for (const auto& [name, level] : block.conditions) {
            must_be_known(name, consortium_conditions(), "consortium.conditions." + name);
            check_share("consortium.conditions." + name, level, 1.0, "from not at all to fully");
            if (block.settings.contains(name)) add("consortium.settings." + name, "it stands under [consortium.conditions] too", "Remove one of the two");
        }
    }

    void check_response(const ResponseBlock& block) {
        if (!file_.interventions.empty())
            add("response", "both a response and interventions are given", "Keep [response], or [population] and [[intervention]]: with the latter the model answers");
        else if (file_.population != PopulationBlock{})
            add("response", "both a response and a population are given", "Keep [response], or [population] and [[intervention]]: with the latter the model answers");
        if (file_.members.empty()) add("response", "a response is given and nobody who could pay for it", "Add [[member]] blocks");
        if (!(block.units > 0.0)) add("response.units", "nobody is reached", "Give the number of " + block.unit + ": units = 1000");
        if (block.parts.empty()) add("response", "it has no parts", "Add [[response.part]] blocks with name, gain and what they cost");
        std::set<std::string> names;
        for (const auto& part : block.parts) {
            if (part.name.empty()) add("response.part." + part.name, "a part has no name", "Add name = \"training\"");
            else if (!names.insert(part.name).second) add("response.part." + part.name, "two parts are called " + in_quotes(part.name), "Give each a name of its own");
            if (part.cost_per_unit < 0.0 || part.cost_fixed < 0.0) add("response.part." + part.name, "it costs less than nothing", "Costs are 0 or more");
        }
        std::set<std::set<std::string>> pairs;
        for (const auto& pair : block.pairs) {
            const std::string key = "response.pair." + pair.first + "." + pair.second;
            if (pair.second.empty() || pair.first == pair.second) {
                add(key, "a pair is two parts", "Write of = [\"training\", \"health\"]");
                continue;
            }
            for (const std::string& name : {pair.first, pair.second})
                if (!names.contains(name)) add(key, "there is no part " + in_quotes(name), did_you_mean(name, fundable_, "Name one of the [[response.part]] blocks"));
            if (!pairs.insert({pair.first, pair.second}).second) add(key, "the pair stands there twice", "Remove one of the two");
        }
    }

    const ProgrammeFile& file_;
    std::vector<std::string_view> fundable_, names_;
    std::vector<detail::MemberProblem> problems_;
};

Member member_of(const MemberBlock& block, const ProgrammeFile& file) {
    Member member;
    member.name = block.name;
    member.type = static_cast<MemberType>(std::ranges::find(member_type_names(), block.type) - member_type_names().begin());
    member.leader = block.leader;
    const std::vector<double> levels = file.consortium && !file.consortium->levels.empty() ? file.consortium->levels : std::vector{0.5, 1.0};
    for (const std::string& name : block.funds) {
        const auto own = block.levels.find(name);
        const auto dose = block.effectiveness.find(name);
        member.funds.push_back({name, own == block.levels.end() ? levels : own->second, dose == block.effectiveness.end() ? 1.0 : dose->second});
    }
    member.may_transfer = block.may_transfer.value_or(member.may_transfer);
    member.sources.assign(block.sources.begin(), block.sources.end());
    member.discount_rate = row_of(member.type).discount_rate;
    member.hurdle_rate = row_of(member.type).hurdle_rate;
    for (const auto& [path, value] : block.fields) {
        const std::string name = path.substr(path.find('.') == std::string::npos ? 0 : path.find('.') + 1);
        const std::string where = file.where("member." + block.name + "." + path);
        const auto fields = member_fields();
        const auto spec = std::ranges::find(fields, name, &FieldSpec::name);
        if (spec == fields.end()) {
            std::vector<std::string_view> known;
            for (const FieldSpec& each : fields) known.push_back(each.name);
            throw ProgrammeError("a member has no figure " + in_quotes(name), where, did_you_mean(name, known, "docs/programme_file.md lists them"));
        }
        const Member::Figure figure = detail::distribution_of(value, *spec, where);
        const double middle = stats::quantile(figure, 0.5);
        if (!(middle >= spec->minimum && middle <= spec->maximum))
            throw ProgrammeError(shortest(middle) + " is outside what it can be", where, "It must be " + to_string(Bounds{spec->minimum, spec->maximum}));
        if (spec->table.empty() && name != "budget_per_year" && figure.kind() != stats::DistributionKind::fixed)
            throw ProgrammeError("it takes one number, not a distribution", where, "Give one number");
        if (name == "budget_per_year") member.budget_usd_per_year = figure;
        else if (name == "discount_rate") member.discount_rate = middle;
        else if (name == "hurdle_rate") member.hurdle_rate = middle;
        else if (name == "staff_months_per_year") member.staff_months = middle;
        else if (name == "per_usd_of_income") member.per_usd_of_income = figure;
        else if (name == "per_usd_of_chain_income") member.per_usd_of_chain_income = figure;
        else if (name == "per_usd_of_gap") member.per_usd_of_gap = figure;
        else if (name == "per_household_lifted") member.per_household_lifted = figure;
        else if (name == "tax_share") member.tax_share = figure;
        else if (name == "required_tonnes") member.required_tonnes = figure;
        else if (name == "shortage_usd_per_tonne") member.shortage_usd_per_tonne = figure;
        else if (name == "passed_on") member.passed_on = figure;
        else if (name == "risk_aversion") member.risk_aversion = figure;
        else if (name == "reputation_usd") member.reputation_usd = figure;
    }
    return member;
}

}  // namespace

std::vector<detail::MemberProblem> detail::problems_of_members(const ProgrammeFile& programme) { return Check(programme).take(); }

std::optional<Consortium> consortium_of(const ProgrammeFile& file) {
    for (const detail::MemberProblem& problem : detail::problems_of_members(file)) throw ProgrammeError(problem.what, file.where(problem.key), problem.remedy);
    if (file.members.empty()) return std::nullopt;
    Consortium made;
    for (const MemberBlock& block : file.members) made.members.push_back(member_of(block, file));
    if (file.response) {
        GivenResponse given;
        given.unit = file.response->unit;
        given.units = file.response->units;
        for (const auto& part : file.response->parts) given.parts.push_back({part.name, part.gain, part.cost_per_unit, part.cost_fixed});
        for (const auto& pair : file.response->pairs) given.pairs.push_back({pair.first, pair.second, pair.gain});
        made.given = std::move(given);
    }
    const ConsortiumBlock block = file.consortium.value_or(ConsortiumBlock{});
    made.founders = block.founders;
    if (!block.conventions.empty()) made.conventions = block.conventions;
    if (!block.rule.empty()) made.rule = block.rule;
    made.settings.assign(block.conditions.begin(), block.conditions.end());
    made.settings.insert(made.settings.end(), block.settings.begin(), block.settings.end());
    made.view = block.view;
    made.minimum_cell = block.minimum_cell.value_or(made.minimum_cell);
    made.paths = block.paths.value_or(made.paths);
    made.keep_after_completion = block.keep_after_completion.value_or(made.keep_after_completion);
    made.assurance = block.assurance.value_or(made.assurance);
    return made;
}

}  // namespace smallholder::io
