"""The phase of accounts, by one query: of all of them, or of one."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from valueloop.domain.account import Phase, Signs, phase

# What the phase rests on, for all accounts in one go; of one account it is asked with a WHERE behind it.
_SIGNS = """SELECT account.id,
  EXISTS (SELECT 1 FROM touch WHERE touch.account_id = account.id),
  EXISTS (SELECT 1 FROM offer WHERE offer.account_id = account.id),
  EXISTS (SELECT 1 FROM acceptance JOIN line ON line.id = acceptance.line_id
          JOIN deal ON deal.id = line.deal_id WHERE deal.account_id = account.id),
  EXISTS (SELECT 1 FROM deal WHERE deal.account_id = account.id AND deal.state = 'won'),
  EXISTS (SELECT 1 FROM case_key WHERE name = 'per_year' AND lower(trim(value)) IN ('yes', 'true') AND deal_id =
          (SELECT id FROM deal WHERE deal.account_id = account.id AND deal.state = 'won'
           ORDER BY closed DESC, id DESC LIMIT 1)),
  EXISTS (SELECT 1 FROM delivery WHERE delivery.account_id = account.id AND delivered IS NOT NULL)
  OR EXISTS (SELECT 1 FROM deployment WHERE deployment.account_id = account.id AND ended IS NULL)
FROM account"""


def phases_of(session: Session, account: int | None = None) -> dict[int, Phase]:
    """The phase of every account by its number, or of one."""
    query = text(_SIGNS if account is None else f"{_SIGNS} WHERE account.id = :account")
    rows = session.connection().execute(query if account is None else query.bindparams(account=account)).all()
    return {number: phase(Signs(*map(bool, signs))) for number, *signs in rows}
