"""What the planner found, looked at: the rivals of the move that is advised, and what an hour brings."""

from decimal import Decimal

from valueloop.domain.plan.outlook import Outlook, Weighed


def asked(need: int, value: int) -> Weighed:
    return Weighed(Decimal(value), Decimal("0.5"), Decimal("0.25"), Decimal("0.03"), Decimal("0.5"), need, "boss")


def offered(product: str, price: int, value: int) -> Weighed:
    facts = (Decimal(value), Decimal("0.2"), Decimal(2), Decimal("0.2"), Decimal(3))
    return Weighed(*facts, product=product, price=Decimal(price), covers=(1,))


MOVES = (
    offered("kit", 70, 900),
    asked(1, 890),
    offered("kit", 50, 800),
    offered("line", 90, 700),
    asked(2, 600),
    offered("line", 80, 500),
)


def an_outlook(first: Weighed | None, value: int = 900, hours: str = "4.5") -> Outlook:
    return Outlook("EUR", Decimal(value), Decimal(800), Decimal(hours), True, MOVES, first)


def test_each_need_and_each_product_is_a_rival_once_at_its_best() -> None:
    assert an_outlook(MOVES[0]).rivals == (MOVES[1], MOVES[3], MOVES[4])


def test_the_best_move_is_a_rival_of_a_question_that_comes_before_it() -> None:
    assert an_outlook(MOVES[1]).rivals == (MOVES[0], MOVES[3], MOVES[4])


def test_where_nothing_is_advised_all_are_rivals() -> None:
    assert an_outlook(None).rivals == (MOVES[0], MOVES[1], MOVES[3], MOVES[4])


def test_an_hour_brings_its_part_of_the_plan() -> None:
    assert an_outlook(MOVES[0]).per_hour == 200
    assert an_outlook(None, 0, "0").per_hour == 0, "to stop takes no time"
