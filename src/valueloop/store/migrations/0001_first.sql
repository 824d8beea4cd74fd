-- The first schema: the records, and the journal's own tables.

CREATE TABLE account (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    currency TEXT NOT NULL,
    industry TEXT NOT NULL,
    size INTEGER,
    region TEXT NOT NULL,
    owner TEXT NOT NULL,
    exposure TEXT,
    exposed_by TEXT NOT NULL,
    exposing_id INTEGER,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (folded),
    FOREIGN KEY(exposing_id) REFERENCES account (id)
) STRICT;
CREATE INDEX ix_account_exposing_id ON account (exposing_id);
CREATE TABLE product (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    currency TEXT NOT NULL,
    cost TEXT,
    floor TEXT,
    meets TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (folded)
) STRICT;
CREATE TABLE setting (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;
CREATE TABLE contact (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    reports_to_id INTEGER,
    influence TEXT,
    stance TEXT,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(reports_to_id) REFERENCES contact (id)
) STRICT;
CREATE INDEX ix_contact_account_id ON contact (account_id);
CREATE INDEX ix_contact_reports_to_id ON contact (reports_to_id);
CREATE TABLE deal (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    opened TEXT NOT NULL,
    closed TEXT,
    price TEXT,
    reason TEXT NOT NULL,
    frozen TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
) STRICT;
CREATE INDEX ix_deal_account_id ON deal (account_id);
CREATE TABLE moment (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    ratios TEXT NOT NULL,
    move TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
) STRICT;
CREATE INDEX ix_moment_account_id ON moment (account_id);
CREATE TABLE touch (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    inbound INTEGER NOT NULL,
    day TEXT NOT NULL,
    at TEXT,
    text TEXT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
) STRICT;
CREATE INDEX ix_touch_account_id ON touch (account_id);
CREATE TABLE entry (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    rung TEXT NOT NULL,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_entry_account_id ON entry (account_id);
CREATE INDEX ix_entry_contact_id ON entry (contact_id);
CREATE INDEX ix_entry_touch_id ON entry (touch_id);
CREATE TABLE input (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    low TEXT NOT NULL,
    likely TEXT NOT NULL,
    high TEXT NOT NULL,
    unit TEXT NOT NULL,
    source TEXT NOT NULL,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_input_contact_id ON input (contact_id);
CREATE INDEX ix_input_deal_id ON input (deal_id);
CREATE INDEX ix_input_touch_id ON input (touch_id);
CREATE TABLE need (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    direction TEXT NOT NULL,
    weight TEXT NOT NULL,
    chance TEXT NOT NULL,
    channel TEXT NOT NULL,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_need_account_id ON need (account_id);
CREATE INDEX ix_need_contact_id ON need (contact_id);
CREATE INDEX ix_need_touch_id ON need (touch_id);
CREATE TABLE offer (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    price TEXT NOT NULL,
    terms TEXT NOT NULL,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_offer_account_id ON offer (account_id);
CREATE INDEX ix_offer_contact_id ON offer (contact_id);
CREATE INDEX ix_offer_deal_id ON offer (deal_id);
CREATE INDEX ix_offer_product_id ON offer (product_id);
CREATE INDEX ix_offer_touch_id ON offer (touch_id);
CREATE TABLE step (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    touch_id INTEGER,
    text TEXT NOT NULL,
    due TEXT,
    done TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_step_account_id ON step (account_id);
CREATE INDEX ix_step_touch_id ON step (touch_id);
CREATE TABLE touch_contact (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    touch_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
) STRICT;
CREATE INDEX ix_touch_contact_contact_id ON touch_contact (contact_id);
CREATE INDEX ix_touch_contact_touch_id ON touch_contact (touch_id);
CREATE TABLE line (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    effect TEXT NOT NULL,
    formula TEXT NOT NULL,
    need_id INTEGER,
    contact_id INTEGER,
    once INTEGER NOT NULL,
    risk TEXT NOT NULL,
    ramp TEXT NOT NULL,
    guess INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(need_id) REFERENCES need (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
) STRICT;
CREATE INDEX ix_line_contact_id ON line (contact_id);
CREATE INDEX ix_line_deal_id ON line (deal_id);
CREATE INDEX ix_line_need_id ON line (need_id);
CREATE TABLE offer_need (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    offer_id INTEGER NOT NULL,
    need_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(offer_id) REFERENCES offer (id),
    FOREIGN KEY(need_id) REFERENCES need (id)
) STRICT;
CREATE INDEX ix_offer_need_need_id ON offer_need (need_id);
CREATE INDEX ix_offer_need_offer_id ON offer_need (offer_id);
CREATE TABLE response (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    offer_id INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    price TEXT,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(offer_id) REFERENCES offer (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_response_contact_id ON response (contact_id);
CREATE INDEX ix_response_offer_id ON response (offer_id);
CREATE INDEX ix_response_touch_id ON response (touch_id);
CREATE TABLE acceptance (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    touch_id INTEGER,
    day TEXT NOT NULL,
    figure TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(line_id) REFERENCES line (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_acceptance_contact_id ON acceptance (contact_id);
CREATE INDEX ix_acceptance_line_id ON acceptance (line_id);
CREATE INDEX ix_acceptance_touch_id ON acceptance (touch_id);
CREATE TABLE evidence (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    need_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    answer TEXT NOT NULL,
    contact_id INTEGER,
    touch_id INTEGER,
    response_id INTEGER,
    day TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(need_id) REFERENCES need (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id),
    FOREIGN KEY(response_id) REFERENCES response (id)
) STRICT;
CREATE INDEX ix_evidence_contact_id ON evidence (contact_id);
CREATE INDEX ix_evidence_need_id ON evidence (need_id);
CREATE INDEX ix_evidence_response_id ON evidence (response_id);
CREATE INDEX ix_evidence_touch_id ON evidence (touch_id);
CREATE TABLE impact (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    line_id INTEGER,
    personal INTEGER NOT NULL,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(entry_id) REFERENCES entry (id),
    FOREIGN KEY(line_id) REFERENCES line (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
) STRICT;
CREATE INDEX ix_impact_entry_id ON impact (entry_id);
CREATE INDEX ix_impact_line_id ON impact (line_id);
CREATE INDEX ix_impact_touch_id ON impact (touch_id);
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    today TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    act_id INTEGER NOT NULL REFERENCES act (id),
    of_table TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX ix_change_act_id ON change (act_id);
CREATE TABLE pen (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    act_id INTEGER
) STRICT;
INSERT INTO pen (id, act_id) VALUES (1, NULL);
