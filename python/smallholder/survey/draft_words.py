# SPDX-License-Identifier: Apache-2.0
"""Words by which surveys name their columns: what a draft of a layout is guessed from.

Each concept has patterns over a column's name (lower case, words joined by "_"), best first, with how
sure a match makes us (0-1). These are judgements from the names in public household surveys, not data;
a draft always shows them, and a person decides.
"""

from __future__ import annotations

__all__ = ["CURRENCY_WORDS", "NAMES", "NOT_NAMES", "UNIT_WORDS", "WORDS_FOR_NO", "WORDS_FOR_WOMAN", "WORDS_FOR_MAN",
           "WORDS_FOR_YES"]

NAMES: dict[str, tuple[tuple[str, float], ...]] = {
    "household_id": ((r"(hh|household|menage)_?id(_.*)?|id_?(hh|menage|unique)|unique_?id", 0.95),
                     (r"(farm|farmer|respondent|interview)_?(id|code|no|number)|f_?mer_?code", 0.9),
                     (r"id|hh|case_?id|key|uuid", 0.8)),
    "weight": ((r"(hh|survey|sampling|household|p|sample)_?(weight|wgt|wt)s?", 0.95),
               (r"weights?|wgt|wt|expansion_?factor|poids", 0.8)),
    "wave": ((r"wave|round|vague", 0.9), (r"season|visit|panel|survey_?year", 0.7),
             (r"year_?(dum|dummy)?|annee", 0.6)),
    "village": ((r"village|community|village_?name", 0.9), (r"sub_?location|settlement|ward", 0.6),
                (r"cluster|ea|psu", 0.6)),
    "region": ((r"region", 0.9), (r"district|province|county|department", 0.75),
               (r"country|state", 0.5)),
    "segment": ((r"grouping|segment|typology|farmer_?type|household_?type", 0.8), (r"group", 0.55)),
    "area_ha": ((r"(area|land|size|farm).*cocoa.*|cocoa_?(land|area|farm_?size).*", 0.95),
                (r"(area|land|superficie)_(cultivated|under_crops?|cultivee).*", 0.75),
                (r"(farm_?size|land_?area|farm_?area|plot_?area|area|superficie)(_(ha|acres?))?", 0.7),
                (r"(land|area)_owned.*", 0.55), (r"size", 0.5)),
    "production_kg": ((r".*cocoa.*(prod|production|harvest|output|kgs?)(_total)?(_kgs?|_bags)?", 0.9),
                      (r"(g|gross_)?(production|harvest|output|recolte)(_(kgs?|bags|t))?", 0.75),
                      (r"prod|crop_harvest(_kgs?)?", 0.65), (r"(n|net_)output", 0.5)),
    "yield_kg_per_ha": ((r".*(yield|rendement)(_kgs?)?(_per)?(_ha|_acre)?", 0.8),
                        (r".*kgs?_?(per_)?(ha|acre)", 0.8)),
    "farm_gate_price_usd_per_kg": ((r".*cocoa_?price.*|farm_?gate_?price.*", 0.95),
                                   (r"(sale_|selling_|producer_)?price(_.*)?|prix(_.*)?", 0.65)),
    "revenue_usd": ((r".*cocoa.*(revenue|sales|turnover).*", 0.95),
                    (r"(crop_)?(revenue|sales|turnover)(_.*)?", 0.65)),
    "inputs_usd": ((r".*cocoa.*inputs?.*|.*input_?costs?.*", 0.9), (r"inputs?(_.*)?", 0.6)),
    "hired_labour_usd": ((r".*hi(red)?_lab(ou?r)?(_?cost)?.*|.*lab(ou?r)?_?cost.*", 0.85),
                         (r"hired_?lab(ou?r)?", 0.6)),
    "cocoa_income_usd": ((r".*cocoa.*(net_?)?(income|profit|margin).*", 0.95),),
    "income_usd": ((r"(total_)?(hh|household)_?income.*|total_income.*|hh_total_income.*", 0.9),
                   (r"income(_usd|_per_year|_annual)?|revenu_total", 0.75)),
    "other_income_usd": ((r"(off|non)_?farm.*(income|earn).*|other_?income.*", 0.8),
                         (r"off_?farm(_.*)?", 0.6)),
    "cocoa_share": ((r".*(perc|pct|percent|share|prop).*cocoa.*|.*cocoa.*(perc|pct|percent|share)", 0.9),),
    "food_value_usd": ((r"food_?value.*|value_?(of_)?(own_)?food.*", 0.9),
                       (r"value_(farm_products|crop)_consumed.*", 0.6)),
    "benchmark_usd": ((r".*benchmark.*|li_?line|living_?income_?(line|benchmark)", 0.9),),
    "household_size": ((r"(hh|household)_?size(_members)?|hh_?mem.*|.*number_of_members", 0.95),
                       (r"family_?size|members|count_people|taille_menage", 0.85)),
    "adults": ((r"n?_?adults?(_number)?|number_of_adults", 0.85),),
    "children": ((r"n?_?(children|kids)(_number)?|number_of_children|enfants", 0.85),),
    "female_head": ((r".*head.*(sex|gender).*|(sex|gender).*head.*|female_?head(ed)?", 0.95),
                    (r"sex|gender|respondent_?sex|sexe", 0.6)),
    "head_age_years": ((r"age_(fe)?male_?head.*", 0.6), (r".*head.*age.*|age.*head.*", 0.9),
                       (r"age(_years)?", 0.65)),
    "school_years": ((r".*(years?_?(of_)?(school|educ)|(school|educ)\w*_?y(ea)?rs?).*|ed_?yrs", 0.9),),
    "practice_pruning": ((r".*prun.*", 0.75),),
    "practice_weeding": ((r".*weed.*", 0.75),),
    "practice_mirid": ((r".*(mirid|capsid).*", 0.8),),
    "practice_black_pod": ((r".*black_?pod.*", 0.8),),
    "fertiliser_doses_per_ha": ((r".*fertili[sz]er.*(dose|per_ha|kg_ha|bags?).*", 0.8),),
    "tree_age_years": ((r".*tree.*age.*|.*age.*tree.*|farm_?age", 0.85),),
    "tree_density_per_ha": ((r".*tree.*(density|per_ha|per_acre).*", 0.85),),
    "knowledge": ((r".*knowledge.*(score|index|share)?", 0.7),),
    "cash_usd": ((r"cash(_.*)?|savings?(_.*)?", 0.7),),
    "wealth_usd": ((r".*asset_?value.*|wealth(_usd)?|assets", 0.7),),
    "livestock_usd": ((r".*livestock.*value.*|value.*livestock.*", 0.8),),
    "debt_usd": ((r"debts?(_.*)?|loans?_?(amount|outstanding)(_.*)?", 0.75),),
    "coop": ((r".*(co_?op|cooperative|farmer_?group|producer_?org).*", 0.8),),
    "certified": ((r".*certif.*", 0.8),),
    "vsla": ((r".*(vsla|savings_?group).*", 0.85),),
    "crop_share": ((r"(crop|harvest|tenants?)_?share(_.*)?", 0.75),),
    "km_foot": ((r".*(km|distance).*(farm|foot|field).*", 0.7),),
    "km_road": ((r".*(km|distance).*(road|market|town).*", 0.75),),
    "food_area_ha": ((r"food.*(area|land|ha).*", 0.8),),
    "treated": ((r"treated|treatment(_group)?|in_?programme|beneficiary", 0.8),),
}

# A name that looks like the concept but means another thing.
NOT_NAMES: dict[str, str] = {
    "area_ha": r".*(tenure|kg|income|rent|price|prop|perc|per_|unit|family).*",
    "production_kg":
        r".*(_per_|kgs?_?ha|income|value|consumed|sold|prop|perc|lstk|livestock|revenue|price).*",
    "yield_kg_per_ha": r".*(value|lcu|usd|tlu|income).*",
    "revenue_usd": r".*(control|kgs?ha).*",
    "income_usd": r".*(perc|share|prop|per_person|div|any|control|crop|livestock|off_?farm|cocoa).*",
    "other_income_usd": r".*(perc|share|prop|div|any|control|cocoa).*",
    "cocoa_income_usd": r".*(perc|share|prop).*",
    "hired_labour_usd": r".*(hours|days).*",
    "inputs_usd": r".*(kg|qty|quantity).*",
    "village": r".*(distance|km|people).*",
    "weight": r".*(kg|body|birth).*",
    "livestock_usd": r".*(tlu|consumed).*",
}

UNIT_WORDS: tuple[tuple[str, str], ...] = (
    (r"(^|_)(ha|hectares?)(_|$)", "ha"),
    (r"(^|_)acres?(_|$)", "acre"),
    (r"(^|_)m2(_|$)", "m2"),
    (r"(^|_)(kgs?|kilos?)(_|$)", "kg"),
    (r"(^|_)(t|tons?|tonnes?|mt)(_|$)", "t"),
    (r"(^|_)bags?(_|$)", "bag_64kg"),
    (r"(^|_)(lbs?|pounds?)(_|$)", "lb"),
    (r"(^|_)(perc|percent|pct|percentage)(_|$)", "percent"),
)

#: Words that name one currency and no other; "cfa" may be either of two.
CURRENCY_WORDS: dict[str, str] = {
    "ghs": "GHS", "cedi": "GHS", "cedis": "GHS", "xof": "XOF", "xaf": "XAF", "ngn": "NGN", "naira": "NGN", "eur": "EUR",
    "euro": "EUR", "euros": "EUR", "gbp": "GBP", "kes": "KES", "ugx": "UGX", "tzs": "TZS", "idr": "IDR",
}

WORDS_FOR_WOMAN = ("female", "f", "woman", "women", "femme", "mujer", "w")
WORDS_FOR_MAN = ("male", "m", "man", "men", "homme", "hombre")
WORDS_FOR_YES = ("yes", "y", "oui", "si", "true", "1")
WORDS_FOR_NO = ("no", "n", "non", "false", "0")
