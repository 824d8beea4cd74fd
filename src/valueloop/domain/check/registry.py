"""All checks, the gravest first: when each warns, why that matters, and whose idea it is."""

from valueloop.domain.check.after import end_to_end, fire, goodwill, tests, thanks
from valueloop.domain.check.finding import Check
from valueloop.domain.check.market import gap, ideal, language
from valueloop.domain.check.money import incumbent, risk, small, stalemate, unqualify
from valueloop.domain.check.people import category, guide, one_contact, support
from valueloop.domain.check.talk import (
    acknowledged,
    control,
    distraction,
    hearing,
    ourselves,
    starts,
    tire_kicker,
    view,
)
from valueloop.domain.names import near
from valueloop.errors import Unknown

M15 = "M15, the part of the method on customers of every kind"
M17 = "M17, the part of the method on keeping customers"
CHECKS: tuple[Check, ...] = (
    Check(
        "unqualify",
        "Unqualify fast",
        "no customer yet, and what is to be expected of them, less our time, is nought or less, or no patience is left",
        "Time spent where nothing can come is taken from where something could.",
        M15,
        unqualify,
    ),
    Check(
        "fire",
        "Time to part, or to talk",
        "a customer has cost more of our time than the price, or owes money for more than 60 days",
        "A customer who costs more than they bring takes it from those who bring it.",
        M15,
        fire,
    ),
    Check(
        "goodwill",
        "The balance of goodwill",
        "less than a quarter is left of the patience and goodwill that an account begins with",
        "Trust is an account that one draws on: who has put nothing in cannot draw.",
        M15,
        goodwill,
    ),
    Check(
        "stalemate",
        "The same no twice",
        "two offers or more were refused for one reason, and none was taken since",
        "A third offer of the kind asks them to lose face: change the game, so that both can move.",
        M15,
        stalemate,
    ),
    Check(
        "tests",
        "Their tests, passed and failed",
        "as many promises and defects were failed (broken, late, mended in haste) as passed (kept, mended as planned)",
        "Customers always test: each promise and each defect is one, whether they say so or not.",
        f"{M15}; {M17}",
        tests,
    ),
    Check(
        "end-to-end",
        "An end that nothing delivers",
        "a need of a won deal (of an accepted offer or line) is served by no delivery or deployment",
        "No end without an end-to-end: what was sold is whole when the last need in it is served.",
        f"{M15}; {M17}",
        end_to_end,
    ),
    Check(
        "acknowledged",
        "Selling before they know the problem",
        "an offer of the open deal covers a need to which nobody there said yes and on which they accepted nothing",
        "Nobody pays to be rid of a trouble that they do not know they have.",
        M15,
        acknowledged,
    ),
    Check(
        "support",
        "Who decides stands alone",
        "who decides talks with us or supports us, and of those who advise, use or check nobody does",
        "Nobody decides alone: who says yes asks those who have to live with it.",
        M15,
        support,
    ),
    Check(
        "one-contact",
        "All by one person",
        "of five talks or more, 70 % were with one person",
        "Trust in one person goes when the person goes.",
        M15,
        one_contact,
    ),
    Check(
        "tire-kicker",
        "Only looking",
        "six talks or more, and no line, offer or deal accepted",
        "Some look for ever: what tells them from customers is that they accept nothing.",
        M15,
        tire_kicker,
    ),
    Check(
        "view",
        "They see it otherwise",
        "their latest word on a need is no where we believe it to 50 % or more, or yes where less; or a line that they "
        "accepted has changed since",
        "What counts is the value that they see.",
        M15,
        view,
    ),
    Check(
        "incumbent",
        "What they have has an advantage",
        "of what they have today the differences or the cost of a change are not reckoned, or we are not worth more "
        "than our price against it",
        "Staying is free and known; we have to be better by more than the change costs.",
        "M15 and M11, the parts of the method on customers and on rivals",
        incumbent,
    ),
    Check(
        "risk",
        "A risk that we could carry",
        "an offer without terms, after a refusal because of price or trust, or with a figure in it that is nobody's "
        "word there",
        "They may believe in the value and fear the loss: we know the risk better, so it costs us less.",
        M15,
        risk,
    ),
    Check(
        "ourselves",
        "Ourselves at the centre",
        "there are offers, lines or impacts, and no answer, entry, input or acceptance of theirs",
        "A proposition begins with the person's business apart from us.",
        M15,
        ourselves,
    ),
    Check(
        "control",
        "One side holds all control",
        "of five talks or more, all began with us, or all with them",
        "Nobody has total control: a plan that only one side moves stops when that side does.",
        M15,
        control,
    ),
    Check(
        "thanks",
        "Thanks owed",
        "they named somebody to us, or a deal was won, and no thank-you was logged since",
        "Who names us to others lends us their name, and who buys from us their trust.",
        M15,
        thanks,
    ),
    Check(
        "starts",
        "Many starts, few finishes",
        "of four steps or more that should be done, fewer than half are",
        "What is started and not finished has cost its whole price and brought nothing.",
        M15,
        starts,
    ),
    Check(
        "hearing",
        "More told than asked",
        "in the talks where it was counted, our statements outnumber our questions",
        "Who broadcasts hears nothing: the needs are theirs to tell.",
        M15,
        hearing,
    ),
    Check(
        "gap",
        "A gap that nobody fills",
        "a need is found (60 % or more), no product meets it, and no offer covers it",
        "A need that nobody fills is the next product, ours or a rival's.",
        M15,
        gap,
    ),
    Check(
        "language",
        "Another market's words",
        "a need was guessed by analogy, nobody there spoke of it, and we have won only in other industries",
        "Each market calls its troubles by its own names, and hears in foreign ones that we do not know it.",
        M15,
        language,
    ),
    Check(
        "guide",
        "Nobody local to guide us",
        "their region is not that of most of our accounts, or their currency is not ours, and nobody there guides us",
        "Far away we miss what everybody there knows.",
        M15,
        guide,
    ),
    Check(
        "distraction",
        "A distraction worth a look",
        "they came to us in the last 30 days, and no need of theirs is open, or we had left them before",
        "What interrupts us may be the better deal.",
        M15,
        distraction,
    ),
    Check(
        "category",
        "What they buy on",
        "two answers or more speak of the price, nothing is accepted, and two visits or meetings went there; or they "
        "came by relation and nobody talked with them for 60 days",
        "Who buys on price, who on value and who by relation are three kinds of customer: what wins one is lost on "
        "another.",
        M15,
        category,
    ),
    Check(
        "small",
        "Small, with big demands",
        "below 50 people work there, and there are three promises and defects or more, or our time costs above a "
        "quarter of the price",
        "The care that a customer needs does not shrink with the price.",
        M15,
        small,
    ),
    Check(
        "ideal",
        "Do they suit us?",
        "they meet less than half of the weight of your criteria, over what is recorded",
        "An account that suits us costs less to win and less to keep.",
        M15,
        ideal,
    ),
)


def check_named(name: str) -> Check:
    """The check of a name, as it is typed to mute it.

    Raises:
        Unknown: there is none; it carries near ones.

    >>> check_named("Tire-Kicker").title
    'Only looking'
    """
    wanted = "-".join(name.strip().lower().replace("_", " ").split())
    found = next((each for each in CHECKS if each.name == wanted), None)
    if found is None:
        raise Unknown("check", name, near(name, [each.name for each in CHECKS]))
    return found
