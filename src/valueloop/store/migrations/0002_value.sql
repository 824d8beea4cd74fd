-- Value, deepened: given flows, late starts, inputs whose earlier figures stay, alternatives, what is set of a case.
ALTER TABLE line ADD COLUMN flows TEXT NOT NULL DEFAULT '';
ALTER TABLE line ADD COLUMN year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE line ADD COLUMN delay TEXT NOT NULL DEFAULT '0';
ALTER TABLE input ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
CREATE TABLE alternative (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    price TEXT NOT NULL,
    switching TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id)
) STRICT;
CREATE INDEX ix_alternative_deal_id ON alternative (deal_id);
CREATE TABLE difference (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    alternative_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    amount TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(alternative_id) REFERENCES alternative (id)
) STRICT;
CREATE INDEX ix_difference_alternative_id ON difference (alternative_id);
CREATE TABLE case_key (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id)
) STRICT;
CREATE INDEX ix_case_key_deal_id ON case_key (deal_id);
