"""The plan: exact where it can be, the lookahead elsewhere; and the tree behind it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from domain.plan.by_recursion import best_plan
from domain.plan.markets import GOLDEN, a_market, an_ask, golden_problem, problems, row, rows, states
from valueloop.domain.plan import ladder as ladder_module
from valueloop.domain.plan import planner
from valueloop.domain.plan.ceiling import ceiling
from valueloop.domain.plan.exact import nodes, optimum
from valueloop.domain.plan.ladder import Table
from valueloop.domain.plan.lookahead import look
from valueloop.domain.plan.planner import EXACT_NODES, EXACT_WORK, Plan, Step, best_move, plan
from valueloop.domain.plan.problem import Move, Problem, problem

HALF = (0.5, 0.5)
SEE = Move("see", rows((1, 0), (0, 1)), survive=0.8, effort=4)
SELL = Move("sell", rows((0, 1)), row(1, 0), 100, 0.5, 40)


@pytest.fixture
def _never_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "EXACT_NODES", 0)


def steps(step: Step) -> Iterator[Step]:
    """A step and all that follow."""
    yield step
    for branch in step.branches:
        yield from steps(branch)


def earned(at: Problem, tree: Step) -> float:
    """What a seller earns who follows a tree."""
    made = [(at.moves[each.move], each) for each in steps(tree) if each.move is not None]
    return sum(move.margin * each.earned - move.effort * each.chance for move, each in made)


@pytest.mark.parametrize("instance", GOLDEN, ids=lambda each: str(each["id"]))
def test_the_golden_instances_are_planned_exactly(instance: dict[str, Any]) -> None:
    at = golden_problem(instance)
    found = plan(at)
    assert found.exact
    assert found.value == pytest.approx(instance["V_star"], rel=1e-6)
    assert found.first is not None
    assert at.moves[found.first].name == instance["best_first"]
    q = {at.moves[move].name: value for move, value in found.q.items()}
    assert q == pytest.approx(instance["Q_first"], rel=1e-6)
    assert found.ladder == pytest.approx(instance["ladder"], rel=1e-6)
    assert found.ceiling == pytest.approx(instance["UA_bound"], rel=1e-6)


@pytest.mark.usefixtures("_never_exact")
@pytest.mark.parametrize("instance", GOLDEN, ids=lambda each: str(each["id"]))
def test_who_plans_anew_after_each_outcome_earns_as_much_in_the_golden_instances(instance: dict[str, Any]) -> None:
    """As the trials' own planner; the lookahead's value is a little lower, since it does not see so far."""
    at = golden_problem(instance)
    found = plan(at)
    assert not found.exact
    assert found.first is not None
    assert at.moves[found.first].name == instance["best_first"]
    assert earned(at, found.tree(7)) == pytest.approx(instance["value_of_planner"], rel=1e-6)
    assert 0.999 * instance["V_star"] <= found.value <= instance["V_star"] * (1 + 1e-9)


@settings(max_examples=40)
@given(problems(2, 2))
def test_a_small_plan_is_the_best_of_all_plans(at: Problem) -> None:
    found, best = plan(at), best_plan(at)
    assert found.exact
    assert found.value == pytest.approx(best.value, rel=1e-9, abs=1e-9)
    assert list(found.q.values()) == pytest.approx(best.q, rel=1e-9, abs=1e-9)
    assert (0 if found.first is None else best.q[found.first]) == pytest.approx(best.value, rel=1e-9, abs=1e-9)


def test_without_moves_the_plan_is_to_stop() -> None:
    found = plan(problem([3], []))
    assert (found.q, found.first, found.value, found.exact) == ({}, None, 0, True)
    assert (found.ladder, found.ceiling) == (0, 0)
    assert found.tree() == Step(None, 0.0, 1.0, 0.0)


def test_with_questions_alone_the_plan_is_to_stop() -> None:
    found = plan(problem(HALF, [SEE]))
    assert (found.q, found.first, found.value, found.ladder, found.ceiling) == ({0: -4}, None, 0, 0, 0)


def test_a_plan_of_offers_alone_comes_down_in_price() -> None:
    dear, cheap = Move("dear", rows((0.5,)), row(0.5), 100), Move("cheap", rows((0.2,)), row(0.8), 40)
    found = plan(problem([1], [cheap, dear]))
    assert found.first == 1
    assert (found.value, found.ladder) == pytest.approx((66, 66))
    assert found.tree().branches[0].move == 0


def test_the_ceiling_is_never_below_the_value() -> None:
    """What was found is what can be earned, rounding or not."""
    at = problem(HALF, [SEE, SELL])
    assert plan(at).ceiling == max(plan(at).value, ceiling(at))
    assert Plan(Table(at), {1: 99.0}, 1, 99.0, exact=False).ceiling == 99


# Where the exact values end.


def test_up_to_twenty_thousand_beliefs_a_plan_is_exact() -> None:
    at = a_market(4, 5)
    assert 2 * EXACT_NODES / 3 < nodes(at.moves) <= EXACT_NODES
    found, best = plan(at), optimum(at)
    assert found.exact
    assert (found.value, found.first, tuple(found.q.values())) == (best.value, best.first, best.q)


def test_just_above_the_plan_is_that_of_the_lookahead() -> None:
    at = a_market(4, 6)
    assert EXACT_NODES < nodes(at.moves) <= 3 * EXACT_NODES
    found, best, table = plan(at), optimum(at), Table(at)
    assert not found.exact
    assert found.q == look(table, table.prior, range(10)).q
    assert found.ladder <= found.value <= best.value <= found.ceiling
    assert found.value >= 0.98 * best.value
    assert found.first == best_move(table, table.prior, range(10))


def test_many_states_are_planned_by_the_lookahead_too() -> None:
    few, many = a_market(4, 5, levels=63), a_market(4, 5, levels=64)
    assert states(few) * nodes(few.moves) <= EXACT_WORK < states(many) * nodes(many.moves)
    assert not plan(many).exact
    assert plan(problem(few.prior, few.moves[:6])).exact


def test_more_than_a_thousand_states_are_planned_nearly_as_in_double_precision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = a_market(8, 9, levels=5)
    assert states(at) == 1280
    single = plan(at)
    monkeypatch.setattr(ladder_module, "_SMALL", 10**6)
    double = plan(at)
    assert (single.table.kind, double.table.kind) == (np.float32, np.float64)
    assert not single.exact
    assert single.value == pytest.approx(double.value, rel=1e-4)
    assert single.q == pytest.approx(double.q, rel=1e-4, abs=1e-4 * double.value)
    assert single.first == double.first
    assert single.ladder == pytest.approx(double.ladder, rel=1e-4)
    assert single.tree(1).chance == pytest.approx(1, rel=1e-5)


# The tree.


def depth(step: Step) -> int:
    """How many moves follow each other in a tree."""
    return 0 if not step.branches else 1 + max(depth(branch) for branch in step.branches)


def test_a_tree_as_by_hand() -> None:
    """Ask; sell to the half that would buy, of whom 0.8 still talk; stop with the others."""
    found = list(steps(plan(problem(HALF, [SEE, SELL])).tree()))
    assert [each.move for each in found] == [0, 1, None, None]
    assert [each.value for each in found] == pytest.approx([-4 + 0.4 * 60, 0.4 * 60, 0, 0])
    assert [each.chance for each in found] == pytest.approx([1, 0.4, 0, 0.4])
    assert [each.earned for each in found] == pytest.approx([0, 0.4, 0, 0])


def test_chances_are_shares_of_the_mass() -> None:
    def shape(step: Step) -> list[tuple[int | None, float, float]]:
        return [(each.move, round(each.chance, 12), round(each.earned, 12)) for each in steps(step)]

    assert shape(plan(problem((4, 4), [SEE, SELL])).tree()) == shape(plan(problem(HALF, [SEE, SELL])).tree())


def test_an_outcome_that_cannot_happen_is_a_stop_without_a_chance() -> None:
    odd = replace(SEE, outcomes=rows((1, 0), (0, 0), (0, 1)))
    assert plan(problem(HALF, [odd, SELL])).tree().branches[1] == Step(None, 0.0, 0.0, 0.0)
    gone = replace(SELL, survive=0.0)
    assert plan(problem(HALF, [gone])).tree().branches == (Step(None, 0.0, 0.0, 0.0),)


def test_the_tree_of_a_plan_to_stop_is_one_step() -> None:
    assert plan(problem(HALF, [replace(SELL, effort=110)])).tree(5) == Step(None, 0.0, 1.0, 0.0)


@pytest.mark.parametrize("deep", [0, 1, 2, 3, 4])
def test_a_tree_is_as_deep_as_asked(deep: int) -> None:
    found = plan(a_market(3, 4))
    tree = found.tree(deep)
    assert depth(tree) == deep
    assert (tree.move, tree.value) == (found.first, found.value)
    assert tree.chance == pytest.approx(1)


def test_a_tree_may_begin_with_another_move() -> None:
    at = problem(HALF, [SEE, SELL])
    found = plan(at)
    other = found.tree(2, first=1)
    assert (other.move, other.value, other.chance, other.earned) == (1, found.q[1], 1, 0.5)
    assert found.tree(2, first=0) == found.tree(2)


def test_a_tree_ends_where_the_moves_do() -> None:
    assert depth(plan(a_market(2, 1)).tree(9)) <= 3


def well_made(at: Problem, step: Step, used: frozenset[int] = frozenset()) -> None:
    """No move twice; who comes to the branches, and who buys, came here before."""
    assert 0 <= step.earned <= step.chance * (1 + 1e-9)
    if step.move is None:
        assert (step.value, step.earned, step.branches) == (0, 0, ())
        return
    assert step.move not in used
    assert step.value > 0
    move = at.moves[step.move]
    assert len(step.branches) in {0, len(move.outcomes)}
    assert (step.earned == 0) | (move.accept is not None)
    on = sum(branch.chance for branch in step.branches)
    assert on <= move.survive * (step.chance - step.earned) + 1e-9
    for branch in step.branches:
        well_made(at, branch, used | {step.move})


@settings(max_examples=40)
@given(problems(3, 3))
def test_the_chances_of_branches_add_up_to_no_more_than_the_step(at: Problem) -> None:
    tree = plan(at).tree(4)
    well_made(at, tree)
    assert sum(each.earned for each in steps(tree)) <= 1 + 1e-9


@settings(max_examples=40)
@given(problems(3, 3))
def test_an_exact_step_is_worth_what_it_earns_and_its_branches(at: Problem) -> None:
    mass = float(at.prior.sum())

    def adds_up(step: Step) -> None:
        if step.branches and step.move is not None:
            move = at.moves[step.move]
            at_once = (move.margin * step.earned - move.effort * step.chance) * mass
            rest = sum(branch.value for branch in step.branches)
            assert step.value == pytest.approx(at_once + rest, rel=1e-9, abs=1e-9)
            for branch in step.branches:
                adds_up(branch)

    adds_up(plan(at).tree(3))


@settings(max_examples=25)
@given(problems(3, 3))
def test_the_tree_of_a_lookahead_is_well_made_too(at: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner, "EXACT_NODES", 1)
        well_made(at, plan(at).tree(3))


def follows(table: Table, free: tuple[int, ...], belief: Any, step: Step) -> int:
    """How many steps are the best move at their belief: all that have a chance, else it fails."""
    assert step.move == best_move(table, belief, free)
    if step.move is None or not step.branches:
        return 1
    move = table.problem.moves[step.move]
    left = tuple(each for each in free if each != step.move)
    afters = [belief * (outcome * move.survive) for outcome in move.outcomes]
    return 1 + sum(follows(table, left, *each) for each in zip(afters, step.branches, strict=True))


def test_each_branch_makes_the_best_move_at_its_belief() -> None:
    """Of fifteen moves enough are left after two that none is planned exactly."""
    at = a_market(5, 9)
    assert nodes(at.moves[4:]) > EXACT_NODES
    found = plan(at)
    assert follows(found.table, tuple(range(14)), found.table.prior, found.tree(2)) == 7


@pytest.mark.usefixtures("_never_exact")
def test_each_branch_makes_the_best_move_at_its_belief_to_the_end() -> None:
    at = a_market(3, 3)
    found = plan(at)
    assert follows(found.table, tuple(range(6)), found.table.prior, found.tree(9)) > 9


def test_a_branch_is_planned_exactly_once_it_is_small_enough() -> None:
    at = a_market(4, 6)
    found = plan(at)
    assert not found.exact
    assert found.first is not None
    left = [each for number, each in enumerate(at.moves) if number != found.first]
    for outcome, branch in zip(at.moves[found.first].outcomes, found.tree(1).branches, strict=True):
        after = problem(at.prior * outcome * at.moves[found.first].survive, left)
        assert branch.value == pytest.approx(optimum(after).value, rel=1e-9)


# The best move, as a seller asks for it who plans anew.


def test_the_best_move_does_not_depend_on_the_mass() -> None:
    table = Table(a_market(4, 4))
    free = range(8)
    moves = {best_move(table, table.prior * factor, free) for factor in (0.001, 0.37, 1, 50)}
    assert moves == {best_move(table, table.prior, free)}
    assert moves != {None}


def test_what_is_known_is_not_asked() -> None:
    """Where the customer is sure to buy, the offer is made; where not, it is best to stop."""
    table = Table(problem(HALF, [SEE, SELL]))
    assert best_move(table, row(0.5, 0.5), (0, 1)) == 0
    assert best_move(table, row(1.0, 0.0), (0, 1)) == 1
    assert best_move(table, row(0.0, 1.0), (0, 1)) is None
    assert best_move(table, row(0.5, 0.5), ()) is None


def test_a_question_is_asked_again_only_as_another_move() -> None:
    """It takes two that say yes."""
    unsure = replace(an_ask(1, 0, survive=1.0), effort=1.0)
    at = problem(HALF, [unsure, unsure, Move("sell", rows((1, 0)), row(0, 1), 100, 0.5, 84)])
    tree = plan(at).tree(3)
    assert plan(problem(HALF, at.moves[1:])).first is None
    assert (tree.move, tree.branches[0].move) == (0, 1)
