# SPDX-License-Identifier: Apache-2.0
"""The oracle's choice of a package, inputs, hired labour and replanting (docs/odd.md 7.8)."""
from __future__ import annotations

import math

import oracle_adoption
from curves import best_dose, fertiliser_factor
from oracle_tools import BLACK_POD, MIRID, PRACTICES, PRUNING, WEEDING, clip, logistic, luck
from oracle_trees import density_shape, remove_oldest


# ---- 7.8 choice -------------------------------------------------------------------------------------------------------------------
def practice_factor(p, x, megakarya=0.0):
    log_omega = 0.0
    for k in range(4):
        zone = math.exp(p["zone_wetness"] * megakarya) if k == BLACK_POD else 1.0
        log_omega += math.log(1 - p["loss_" + PRACTICES[k]] * zone * (1 - x[k]))
    for k in range(4):
        for m in range(k + 1, 4):
            log_omega -= p["theta"] * (1 - x[k] * x[m])
    return math.exp(log_omega)


def softmax(v):
    top = max(v)
    e = [math.exp(value - top) for value in v]
    return [value / sum(e) for value in e]


def target(p, j):
    return [p[f"target_{j}_{practice}"] for practice in PRACTICES]


def chemical_bill(p, hh, x):
    return (p["mirid_cost"] * x[MIRID] + p["black_pod_cost"] * x[BLACK_POD]) * hh.area


def labour_needs(p, hh, x, dose):
    """Days by activity, family quality: pruning, weeding, mirid, black pod, fertiliser."""
    return [p["labour_" + PRACTICES[k]] * x[k] * hh.area for k in range(4)] + [p["labour_fertiliser"] * dose * hh.area]


def move(p, x, j):
    return [x[k] + p["adjust"] * (target(p, j)[k] - x[k]) for k in range(4)]


def packages(p, hh, village, base_yield, knowledge, liquidity, price, safety, first, courses):
    """Value of each package and whether it can be taken up; dose of package 3. `safety` is that of oracle_adoption.safety_of."""
    budget = p["input_budget_share"] * liquidity
    wf, pe, keep = price["dose_price"], price["price_felt"], 1 - p["phl"]
    value, feasible, dose, ce, promised, refused, chances, strain = [], [], [0.0] * 4, [], [], [], [], []
    barred = not first and not oracle_adoption.convinced(p, hh, village, courses)
    doubt = oracle_adoption.doubt(p, hh, village)
    for j in range(4):
        goal, x = target(p, j), move(p, hh.x, j)
        chem = chemical_bill(p, hh, x)
        ok = j == 0 or chem <= budget
        if j == 3:
            wanted = best_dose(p, hh.soil_supply, base_yield * practice_factor(p, x, hh.megakarya), pe * keep, wf)
            dose[3] = clip((budget - chem) / (wf * hh.area), 0.0, wanted)
            ok = ok and dose[3] >= p["min_dose"]
        output = base_yield * practice_factor(p, goal, hh.megakarya) * fertiliser_factor(p, hh.soil_supply, dose[j])
        revenue = hh.area * output * keep * pe
        days = sum(labour_needs(p, hh, goal, dose[j])) + hh.area * (p["labour_base"] + p["labour_harvest"] * output)
        profit = revenue - chemical_bill(p, hh, goal) - wf * dose[j] * hh.area - p["own_wage_share"] * price["wage"] * days
        promised.append(profit)
        ce.append(profit - 0.5 * p["gamma"] * (p["income_cv"] * revenue) ** 2 / max(p["y_ref"], revenue))
        if j > 0:
            ce[j] -= doubt * revenue
        hired = price["wage"] * hh.hired_share * days / p["hired_quality"]
        cash_costs = chemical_bill(p, hh, goal) + wf * dose[j] * hh.area + hired
        chances.append(oracle_adoption.chance_of_ruin(p, revenue, safety + cash_costs))
        strain.append((safety + cash_costs) / max(revenue, 1e-9))
        refused.append(bool(p["safety_first"]) and j > 0 and chances[j] > p["ruin_probability"] and strain[j] > strain[0])
        ok = ok and not refused[j] and not (j > 0 and barred)
        v = p["peer_weight"] * village.share[j]
        if j > 0:
            v += p["profit_weight"] * (ce[j] - ce[0]) / p["y_ref"] - p[f"hassle_{j}"] + p["knowledge_slope"] * knowledge + hh.taste
        value.append(v if ok else -1e30)
        feasible.append(ok)
    return {"value": value, "feasible": feasible, "probability": softmax(value), "dose_3": dose[3], "certain": ce,
            "promised": promised, "refused": refused, "barred_by_contacts": barred, "doubt": doubt, "chances": chances}


def choose(p, hh, s, offer):
    if not s["expected"] and luck(s, "rechoice") >= p["rechoice"] and offer["feasible"][hh.package]:
        return hh.package
    cumulative, j = 0.0, 0
    for probability in offer["probability"]:
        cumulative += probability
        if cumulative <= luck(s, "package_choice"):
            j += 1
    return min(j, 3)


def liquidity_of(p, hh, credit_usd):
    """Credit there is, the programme's part of it, and what may be spent on the farm before the harvest."""
    extra = credit_usd if hh.bar == 0 else 0.0
    credit = (p["credit_fixed"] + p["credit_revenue_share"] * hh.rev_last if hh.bar == 0 else 0.0) + p["vsla_loan"] * hh.vsla + extra
    return credit, extra, max(0.0, p["cash_share"] * hh.cash + credit)


def work_plan(p, hh, j, dose_3, base_yield, liquidity, family_days, price, gaps, upkeep):
    """Practices, chemicals, fertiliser, infilling, hired labour and rationing, in the order cash and days are spent."""
    budget = p["input_budget_share"] * liquidity
    x_state = move(p, hh.x, j)
    x = list(x_state)
    chemicals = chemical_bill(p, hh, x)
    if chemicals > budget:
        x[MIRID] *= budget / chemicals
        x[BLACK_POD] *= budget / chemicals
        chemicals = budget
    dose = dose_3 if j == 3 else 0.0
    fertiliser_cost = price["dose_price"] * dose * hh.area
    left = liquidity - chemicals - fertiliser_cost
    infill_bill = gaps * p["infill_cost"] * hh.area
    planted = gaps * min(1.0, max(0.0, left) / infill_bill) if infill_bill > 0 else gaps
    infill = planted * p["infill_cost"] * hh.area
    left -= infill
    planned = base_yield * practice_factor(p, x, hh.megakarya) * fertiliser_factor(p, hh.soil_supply, dose)
    reserve = hh.area * (p["labour_base"] + upkeep + p["labour_harvest"] * planned)
    required = sum(labour_needs(p, hh, x, dose)) + reserve
    wanted = max(hh.hired_share * required, required - family_days) / p["hired_quality"]
    hired = min(wanted, max(0.0, left) / (p["wage_before_harvest"] * price["wage"]))
    left -= p["wage_before_harvest"] * price["wage"] * hired
    available = family_days + p["hired_quality"] * hired
    rest = max(0.0, available - reserve)
    need = labour_needs(p, hh, x, dose)
    used, ration = 0.0, [1.0] * 5
    for activity in (WEEDING, BLACK_POD, PRUNING, MIRID, 4):
        ration[activity] = min(1.0, rest / need[activity]) if need[activity] > 0 else 1.0
        rest = max(0.0, rest - ration[activity] * need[activity])  # rounding alone could leave it below nothing
        used += ration[activity] * need[activity]
    return {"x_state": x_state, "x_effective": [x[k] * ration[k] for k in range(4)], "chemicals": chemicals, "dose_bought": dose,
            "dose_effective": dose * ration[4], "fertiliser_cost": fertiliser_cost, "planned_yield": planned, "required_days": required,
            "hired_days": hired, "available_days": available, "activity_days": used, "planted": planted, "infill": infill, "left": left}


def replanting(p, tables, hh, n, s, potential, knowledge, price_net, left, subsidy, confidence):
    """`potential` is yield per unit of age and density factor, kg/ha; `confidence` the part of the new trees' value that counts."""
    removed = remove_oldest(n, p["replant_step"])
    gain = sum(removed[a] / p["density_opt"] * tables["gain"][a] for a in range(41)) * density_shape(p, sum(n))
    full_cost = p["replant_step"] * hh.area * p["replant_cost"]
    cost = (1 - subsidy) * full_cost
    npv = hh.area * potential * price_net * (1 - p["phl"]) * gain * confidence - cost
    chance = logistic(p["profit_weight"] * npv / p["y_ref"] - p["replant_hassle"] - p["replant_knowledge"] * (1 - knowledge))
    happens = not s["expected"] and luck(s, "replanting") < chance and cost <= max(0.0, left)
    return {"replant_npv": npv, "replant_probability": chance, "cut": p["replant_step"] if happens else 0.0,
            "replant": cost if happens else 0.0, "replant_full_cost": full_cost if happens else 0.0}
