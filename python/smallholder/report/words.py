# SPDX-License-Identifier: Apache-2.0
"""The report's plain words for what tables call by short names, and what the model leaves out."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..crop_words import CropWords

__all__ = ["BESIDE", "BESIDE_RETURNS", "BESIDE_ROWS", "CHANNELS", "DRIVERS", "FIELDS", "LIMITS", "ORIGIN_GROUPS", "PERSPECTIVE_NOTES", "PROVENANCE_WORDS", "PURSES", "RETURNS", "SHARES", "SOURCES",
           "TECHNICAL", "TIMES", "arm_label", "arm_phrase", "coin", "group_label", "said_of", "unit_label"]

BASELINE = "baseline"

#: Where a household's income comes from, in the order in which bars are stacked: name, colour (Okabe and Ito).
SOURCES: dict[str, tuple[str, str]] = {
    "cocoa_net_income": ("Cocoa, after its costs", "#e69f00"),
    "food_own": ("Own food eaten", "#009e73"),
    "food_sales": ("Food sold", "#b3dfd0"),
    "livestock_sales": ("Animals sold", "#f0e442"),
    "other_earnings": ("Other earnings", "#56b4e9"),
    "remittances": ("Money from relatives", "#cc79a7"),
    "trip_saving": ("Fares saved by a road", "#0072b2"),
    "side_income": ("Fruit, timber, other crops", "#8c6d31"),
    "cash_received": ("Cash from a programme", "#999999"),
    "insurance_net": ("Insurance, less its premium", "#d55e00"),
}

#: Steps from income without to income with, in the order in which they are drawn.
DRIVERS = {"baseline": "Income without", "land": "Land", "volume": "Yield sold", "price": "Price", "cost": "Cost of production",
           "diversified": "Other income", "transfers": "Money handed out", "change": "Whole change", "arm": "Income with"}

#: Columns of the table that sets the same money beside a programme.
BESIDE = {"programme": "The programme", "fixed_prices": "The same at unmoved prices", "same_cash": "The money as cash",
          "same_premium": "The money as a cocoa premium"}
#: Its rows: metric, label, kind of number, which year.
BESIDE_ROWS = (
    ("income_with_food", "Income with own food in an early year, {currency}", "plain", "early"),
    ("income_with_food", "Income with own food, {currency}", "plain", "last"),
    ("yield", "Yield, kg/ha", "plain", "last"),
    ("reaching_benchmark", "Households at the living-income benchmark", "percent", "last"),
)
BESIDE_RETURNS = (
    ("programme", "cost", "Cost over all years, not discounted", "money"),
    ("society", "net_present_value", "Everybody's gain less cost, in today's money", "money"),
    ("society", "benefit_cost_ratio", "Gain for every {coin} spent, both in today's money", "plain"),
)

PROVENANCE_WORDS = {
    "published": "read in a published source",
    "computed": "calculated by us from published data",
    "recalled": "quoted from memory of the literature, not looked up again",
    "assumed": "a judgement: nobody has measured it, or not here",
}

#: Figures of the ledger: metric -> (label, kind of number).
RETURNS: dict[str, dict[str, tuple[str, str]]] = {
    "programme": {
        "cost": ("Cost over all years, not discounted", "money"),
        "cost_present_value": ("Cost in today's money", "money"),
        "households_reached": ("Households that took part in at least one measure", "plain"),
        "cost_per_household_reached": ("Cost per household that took part", "plain"),
        "households_lifted_to_benchmark": ("More households at the living-income benchmark in the last year", "plain"),
        "cost_per_household_lifted_to_benchmark": ("Cost in today's money per household lifted to the benchmark", "plain"),
        "cost_per_usd_of_gap_closed": ("Cost of closing the living-income gap by one {coin}", "plain"),
    },
    "farmers": {
        "income_gain_per_household_year": ("Gain per household and year, mean of all households and years", "plain"),
        "benefit_present_value": ("Gain of all households in today's money", "money"),
        "benefit_present_value_labour_charged": ("The same, with the family's extra work charged", "money"),
    },
    "society": {
        "net_present_value": ("Everybody's gain less programme cost, in today's money", "money"),
        "net_present_value_labour_charged": ("The same, with the family's extra work charged", "money"),
        "benefit_cost_ratio": ("Benefit for every {coin} spent (benefit-cost ratio)", "plain"),
        "benefit_cost_ratio_labour_charged": ("The same, with the family's extra work charged", "plain"),
        "net_benefit_to_cost": ("Net benefit for every {coin} spent, after the {coin} is paid back", "plain"),
        "internal_rate_of_return": ("Internal rate of return a year, where there is only one", "percent"),
        "payback_lasting": ("Years until it is paid back for good", "plain"),
    },
}

#: Whose purse: the perspectives that every run reports.
PURSES = {
    "programme": "All who pay",
    "participants": "Farmers who take part",
    "other_farmers": "Other farmers of the population",
    "farmers": "All farmers of the population",
    "origin_farmers": "All cocoa farmers of the country",
    "origin_growers": "Cocoa farmers of the country outside the population",
    "workers_and_sharecroppers": "Hired workers and sharecroppers",
    "landlords": "Landlords",
    "lenders": "Lenders",
    "government": "Government of the country",
    "growers_elsewhere": "Growers in other countries",
    "buyers": "Buyers of cocoa: firms and consumers",
    "local_businesses": "Local businesses where farmers spend",
    "country": "The country, local businesses apart",
    "society": "Society: everybody, local businesses apart",
    "society_with_spillovers": "Society with local businesses",
}

PERSPECTIVE_NOTES = {
    "programme": (
        "For those who pay",
        "Counted: everything the programme spends, with its overhead. "
        "Not counted: what farmers spend themselves, which lowers their own income, and what partners give in kind."),
    "farmers": (
        "For the farmers",
        "Counted: the change in income of every household the sample stands for, whether it took part or not, with own "
        "food at its buying price. Not counted: health and schooling in themselves, time saved beyond what work it allows, "
        "and anything after the last year of this forecast."),
    "society": (
        "For society",
        "Counted: what farmers, workers, lenders, landlords, the treasury, growers elsewhere and buyers gain or lose, less the "
        "cost of the programme, whoever pays it. Not counted: local businesses, forests and climate, and what the money would "
        "have done in another place."),
}

#: What a road changes in this model: channel, what happens, where it is counted.
CHANNELS: tuple[tuple[str, str, str], ...] = (
    ("Cocoa to the buyer", "Carrying costs less; fewer beans are lost on the way", "Cocoa income"),
    ("Fertiliser and other inputs", "Delivery costs less, so more may be bought", "Cocoa income"),
    ("Food bought", "Food from outside gets cheaper for those who buy it; what a household's own food saves is worth less", "Own food eaten"),
    ("Food sold", "Taking food to market costs less, but food from outside competes: the farm price may rise or fall",
     "Food sold"),
    ("Trips: time", "Faster trips leave more days for work on the farm", "Through the harvest"),
    ("Trips: fare", "A vehicle is cheaper per kilometre on a good road, but a walk that was free may become a fare",
     "Fares saved by a road (may be a loss)"),
    ("Clinic", "Quicker treatment, fewer days ill", "Through days of work"),
    ("Jobs", "Paid work and trade nearby are found more easily", "Other earnings"),
    ("Children's way to school", "Hours of walking saved", "Shown in hours, not turned into money"),
)

#: When a measure is delivered: fields of interventions, in plain words.
TIMES = {"start": "first year", "years": "years of delivery", "build_years": "years of building"}

#: Fields of interventions in the words of the report; what is not here keeps the words of the catalogue.
FIELDS: dict[str, str] = {
    "coverage": "Households that are offered it",
    "delivered": "Part of the plan that is really delivered",
    "attendance": "Chance that somebody enrolled attends in a year",
    "start": "First year",
    "years": "Years of delivery",
    "build_years": "Years of building before it opens",
    "upkeep": "Is it maintained?",
    "wear_per_year": "Part of the effect lost each year without upkeep",
    "burden": "Illness that is left while it is funded",
    "decay": "Rate at which the protection fades after the last year",
    "overhead": "Overhead on top of all costs",
    "cost_per_household": "Cost of the whole delivery for one household that takes part",
    "cost_per_household_year": "Cost of a year for one household",
    "cost_per_person_year": "Cost of a year for one person",
    "cost_per_village_year": "Cost of a year for one village",
    "cost_fixed_per_year": "Cost of a year whatever the scale",
    "km_per_household": "Length built for one household",
    "cost_per_km": "Cost of building one kilometre",
    "upkeep_per_km_year": "Upkeep of one kilometre a year",
    "foot_removed": "Part of the footpath that becomes a track for vehicles",
    "upgrade_share": "Part of the earth road that gets gravel",
}
#: Of them, parts of a whole.
SHARES = frozenset({"coverage", "delivered", "attendance", "burden", "overhead", "foot_removed", "upgrade_share", "wear_per_year",
                    "course_share"})
#: Left to the workbook: how willingness to enrol depends on the household, and how unit costs fall with experience.
TECHNICAL = frozenset({"enrol_intercept", "enrol_coop", "enrol_female", "enrol_school", "learning"})

LIMITS: tuple[tuple[str, str], ...] = (
    ("Prices react to large programmes only.", "The world price of cocoa answers where a programme moves supply enough to be "
     "felt; prices of food, inputs and labour beyond the village do not."),
    ("Nobody outside is followed one by one.", "Growers elsewhere, workers, lenders, landlords, the treasury and buyers are in the "
     "books as groups; neighbours count only through what they learn, disease and the village wage."),
    ("Land and families stay as they are.", "Farms are not split, sold or left, and people do not move away; land that may be cleared "
     "is reckoned apart, and what grows on it is not counted."),
    ("The house is one purse.", "Who in a household earns, decides and works more is not seen."),
    ("Benefits stop with the last year.", "What lasts longer, such as schooling, is left out."),
    ("Some numbers were set to fit, not found.", "The model was adjusted to a farm survey in Ghana (KIT), so its likeness to that "
     "survey proves nothing. In that survey larger farms yield less per hectare, and more farms buy no inputs at all, than "
     "in this model."),
    ("Delivery is an assumption.", "How much of a plan is carried out, how many people take part and how long they keep a practice "
     "are judgements. Where you know better, put your own figures in."),
)

#: Characteristics of households, gathered under plain headings: column of the population -> word.
ORIGIN_GROUPS: dict[str, dict[str, str]] = {
    "Cocoa land": {"area_ha": "area", "counted_area_ha": "area the survey counts"},
    "Trees": {"trees": "ages", "tree_age": "age", "initial_stand_per_ha": "number", "stand_target_per_ha": "number aimed at",
              "density": "number"},
    "Farm": {"z_land": "quality of the land", "z_inefficiency": "skill", "soil_supply": "soil", "infected": "diseased trees",
             "megakarya": "kind of black pod", "food_area_ha": "land under food", "crop_share": "share of the harvest kept"},
    "Farm practices": {"practice_pruning": "pruning", "practice_weeding": "weeding", "practice_mirid": "insect control",
                       "practice_black_pod": "black-pod control", "knowledge": "knowledge", "taste": "liking of new practices",
                       "hired_share": "share of work hired"},
    "Family": {"household_size": "size", "men": "men", "women": "women", "children": "children",
               "adult_equivalents": "needs by age", "head_age_years": "age of head", "female_head": "sex of head",
               "school_years": "schooling of head"},
    "Memberships": {"coop": "cooperative", "certified": "certified", "vsla": "savings group", "phone": "phone"},
    "Distances": {"km_foot": "footpath", "km_road": "road to market"},
    "Money": {"other_level_usd": "other earnings", "cash_usd": "cash", "wealth_usd": "assets", "livestock_usd": "animals",
              "debt_usd": "debt", "benchmark_usd": "living-income benchmark"},
    "Place and weight": {"village": "village", "region": "region", "weight": "households it stands for"},
}

_UNITS = {
    "1": "", "0/1": "", "USD/household": "USD per household", "USD/household/year": "USD per household and year",
    "USD/USD": "USD", "kg/ha": "kg per hectare", "share of households": "of households", "households": "households",
    "USD/person/year": "USD per person and year", "USD/km": "USD per km", "USD/km/yr": "USD per km and year",
    "USD/km/year": "USD per km and year", "USD/village/year": "USD per village and year", "USD/year": "USD per year",
    "share": "", "year": "", "yr": "years", "1/yr": "a year", "1/year": "a year", "share/yr": "a year",
    "km/household": "km per household", "h/household": "hours per household",
    "days/household": "days per household", "USD": "USD",
}


def unit_label(unit: str, currency: str = "USD") -> str:
    """A unit as a reader would say it, in the money of the run: tables name it USD whatever it is."""
    return _UNITS.get(unit, unit).replace("USD", currency)


def coin(currency: str) -> str:
    """What one of it is called in a sentence."""
    return "dollar" if currency == "USD" else currency


def arm_label(arm: str) -> str:
    """Heading of a column: a plan with the usual name is "the programme", others keep their own."""
    if arm == BASELINE:
        return "Without the programme"
    return "With the programme" if arm == "programme" else f"With {arm}"


def arm_phrase(arm: str) -> str:
    """The plan inside a sentence."""
    return "the programme" if arm == "programme" else f"the plan “{arm}”"


def group_label(group: str) -> str:
    """ "land: up to 2 ha" reads "Cocoa land up to 2 ha"; a survey's own groups keep their words."""
    if group == "all":
        return "All households"
    grouping, _, name = group.partition(": ")
    if grouping == "sex":
        return {"male head": "Headed by a man", "female head": "Headed by a woman"}.get(name, name)
    if grouping == "poverty":
        return {"below half the line": "Income at the start: below half the benchmark",
                "half the line up to the line": "Income at the start: from half the benchmark up to it",
                "at the line or above": "Income at the start: at the benchmark or above"}.get(name, name)
    before = {"land": "Cocoa land ", "region": "Region: ", "survey": ""}
    return before.get(grouping, f"{grouping}: ") + name


#: Of a crop other than cocoa: nothing was fitted to it.
_NOT_FITTED = ("Nothing was fitted to {crop}.", "What farmers choose and how they learn was fitted to cocoa farms in Ghana (KIT) and is taken over; the "
               "starting yield and price are those of the rows that docs/crops.md lists, and yearly figures of {crop} were not compared with any.")


def said_of(crop: CropWords) -> Any:
    """This module's words for a run of that crop: the same names, and the module itself for cocoa."""
    here = sys.modules[__name__]
    if crop.name == "cocoa":
        return here
    made = {name: crop.all(getattr(here, name)) for name in __all__ if name.isupper()}
    made["LIMITS"] = tuple((_NOT_FITTED[0].format(crop=crop.crop), _NOT_FITTED[1].format(crop=crop.crop)) if "set to fit" in head else (head, text)
                           for head, text in made["LIMITS"])
    if crop.annual:
        gone = {"infected", "megakarya"}
        made["ORIGIN_GROUPS"] = {heading: {name: word for name, word in members.items() if name not in gone}
                                 for heading, members in made["ORIGIN_GROUPS"].items() if heading != "Trees"}
    return SimpleNamespace(**made, arm_label=arm_label, arm_phrase=arm_phrase, coin=coin, unit_label=unit_label,
                           group_label=lambda group: crop(group_label(group)))
