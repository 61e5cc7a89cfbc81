# SPDX-License-Identifier: Apache-2.0
"""The alliance itself: what rivals gain together, who would pay, and who would stay.

    import smallholder as sh

    sh.consortium.cournot(100, 1, {"ours": 40, "theirs": 45}).firms
    alliances = sh.consortium.linear_quadratic_alliances(9, excludability=0.25)
    alliances.table().query("stable")

Most of what stands here are yardsticks: games so simple that their answers are known in closed form. They show the mechanisms that the
simulated consortium is made of, and test it. Money is the caller's own, one money throughout. Formulas and sources: the C++ headers of
``consortium/``; pages: docs/consortium/. Errors: `smallholder.RangeError`, `smallholder.SchemaError`, `smallholder.ProgrammeError`.
"""

from __future__ import annotations

from .assessment import ConsortiumResult, assess
from .conditions import ConditionWorth, five_conditions, worth_of_conditions
from .delivery import (
    Coverage,
    backbone_break_even,
    coordination_cost,
    experience_factor,
    experience_next,
    last_mile_factor,
    union_coverage,
)
from .disclosure import Disclosures
from .ecology import (
    Disclosure,
    Network,
    Reflection,
    benchmarking,
    best_disclosure,
    network,
    reflection,
    reflection_over_time,
    work_index,
    work_path,
    worth_of_work,
    years_to_ninety_percent,
)
from .fairness import FairnessReport, fairness_report
from .formation import alignment_path, beliefs_after_talk, exit_probability, gain_scale, join_probability
from .learning import (
    BestStudy,
    Study,
    partial_pooling_weight,
    reallocation_lag,
    study,
    unit_normal_loss,
    value_of_local_plans,
)
from .lifecycle import (
    LifeFigures,
    LogLogistic,
    life_curve,
    life_in_figures,
    log_logistic_through,
    moves,
    simulated_life_curve,
    stages,
    transition_probabilities,
)
from .lives import AllianceLives, recentred, simulate_alliance
from .parameter_rows import parameters
from .public_goods import (
    CommonEffort,
    Contributions,
    agreed_contributions,
    common_effort,
    crowd_out,
    voluntary_contributions,
    warm_glow_of,
)
from .rivals import (
    PRECOMPETITIVE_FLAG,
    CournotMarket,
    PrecompetitiveCheck,
    SpilloverEfforts,
    cournot,
    precompetitive_check,
    precompetitive_index,
    spillover_efforts,
)
from .stability import (
    Alliances,
    assurance_threshold,
    critical_patience,
    largest_stable_alliance,
    leader_alliances,
    linear_quadratic_alliances,
    stable_sizes,
    synergy_left,
)
from .tensions import rebalancing, tension_dials, tension_net, tension_optimum
from .trust import (
    ControlOverTime,
    OneMeeting,
    best_control_over_time,
    control_once,
    steady_trust,
    trust_over_time,
    trust_without_control,
)

__all__ = [
    "PRECOMPETITIVE_FLAG", "AllianceLives", "Alliances", "BestStudy", "CommonEffort", "ConditionWorth", "ConsortiumResult", "Contributions",
    "ControlOverTime", "CournotMarket", "Coverage", "Disclosure", "Disclosures", "FairnessReport", "LifeFigures", "LogLogistic",
    "Network", "OneMeeting", "PrecompetitiveCheck", "Reflection", "SpilloverEfforts", "Study", "agreed_contributions",
    "alignment_path", "assess", "assurance_threshold", "backbone_break_even", "beliefs_after_talk", "benchmarking",
    "best_control_over_time", "best_disclosure", "common_effort", "control_once", "coordination_cost", "cournot",
    "critical_patience", "crowd_out", "exit_probability", "experience_factor", "experience_next", "fairness_report",
    "five_conditions", "gain_scale", "join_probability", "largest_stable_alliance", "last_mile_factor",
    "leader_alliances", "life_curve", "life_in_figures", "linear_quadratic_alliances", "log_logistic_through", "moves",
    "network", "parameters", "partial_pooling_weight", "precompetitive_check", "precompetitive_index",
    "reallocation_lag", "rebalancing", "recentred", "reflection", "reflection_over_time", "simulate_alliance",
    "simulated_life_curve", "spillover_efforts", "stable_sizes", "stages", "steady_trust", "study", "synergy_left",
    "tension_dials", "tension_net", "tension_optimum", "transition_probabilities", "trust_over_time",
    "trust_without_control", "union_coverage", "unit_normal_loss", "value_of_local_plans", "voluntary_contributions",
    "warm_glow_of", "work_index", "work_path", "worth_of_conditions", "worth_of_work", "years_to_ninety_percent",
]
