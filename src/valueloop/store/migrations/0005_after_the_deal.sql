-- After the deal: promises, defects, deliveries, invoices, realised value, referrals, threats, partings.
ALTER TABLE account ADD COLUMN rhythm INTEGER;
ALTER TABLE touch ADD COLUMN thanks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE touch ADD COLUMN asked INTEGER;
ALTER TABLE touch ADD COLUMN told INTEGER;
ALTER TABLE touch ADD COLUMN campaign TEXT NOT NULL DEFAULT '';
CREATE TABLE promise (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER,
    text TEXT NOT NULL,
    said_by TEXT NOT NULL,
    due TEXT,
    measure TEXT NOT NULL,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_promise_account_id ON promise (account_id);
CREATE INDEX ix_promise_contact_id ON promise (contact_id);
CREATE INDEX ix_promise_deal_id ON promise (deal_id);
CREATE INDEX ix_promise_touch_id ON promise (touch_id);
CREATE TABLE promise_end (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    promise_id INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    note TEXT NOT NULL,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(promise_id) REFERENCES promise (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_promise_end_promise_id ON promise_end (promise_id);
CREATE INDEX ix_promise_end_touch_id ON promise_end (touch_id);
CREATE TABLE defect (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER,
    promise_id INTEGER,
    text TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(promise_id) REFERENCES promise (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_defect_account_id ON defect (account_id);
CREATE INDEX ix_defect_contact_id ON defect (contact_id);
CREATE INDEX ix_defect_deal_id ON defect (deal_id);
CREATE INDEX ix_defect_promise_id ON defect (promise_id);
CREATE INDEX ix_defect_touch_id ON defect (touch_id);
CREATE TABLE defect_step (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    defect_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    due TEXT,
    text TEXT NOT NULL,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(defect_id) REFERENCES defect (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_defect_step_defect_id ON defect_step (defect_id);
CREATE INDEX ix_defect_step_touch_id ON defect_step (touch_id);
CREATE TABLE delivery (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    due TEXT,
    delivered TEXT,
    accepted TEXT,
    contact_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_delivery_account_id ON delivery (account_id);
CREATE INDEX ix_delivery_contact_id ON delivery (contact_id);
CREATE INDEX ix_delivery_deal_id ON delivery (deal_id);
CREATE INDEX ix_delivery_touch_id ON delivery (touch_id);
CREATE TABLE delivery_need (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    delivery_id INTEGER NOT NULL,
    need_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(delivery_id) REFERENCES delivery (id),
    FOREIGN KEY(need_id) REFERENCES need (id)
)
 STRICT;
CREATE INDEX ix_delivery_need_delivery_id ON delivery_need (delivery_id);
CREATE INDEX ix_delivery_need_need_id ON delivery_need (need_id);
CREATE TABLE deployment (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER,
    product_id INTEGER,
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    carer TEXT NOT NULL,
    contact_id INTEGER,
    since TEXT NOT NULL,
    review TEXT,
    reviewed TEXT,
    ended TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;
CREATE INDEX ix_deployment_account_id ON deployment (account_id);
CREATE INDEX ix_deployment_contact_id ON deployment (contact_id);
CREATE INDEX ix_deployment_deal_id ON deployment (deal_id);
CREATE INDEX ix_deployment_product_id ON deployment (product_id);
CREATE TABLE deployment_need (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    deployment_id INTEGER NOT NULL,
    need_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deployment_id) REFERENCES deployment (id),
    FOREIGN KEY(need_id) REFERENCES need (id)
)
 STRICT;
CREATE INDEX ix_deployment_need_deployment_id ON deployment_need (deployment_id);
CREATE INDEX ix_deployment_need_need_id ON deployment_need (need_id);
CREATE TABLE invoice (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    reference TEXT NOT NULL,
    amount TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    issued TEXT,
    due TEXT NOT NULL,
    cancelled TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id)
)
 STRICT;
CREATE INDEX ix_invoice_account_id ON invoice (account_id);
CREATE INDEX ix_invoice_deal_id ON invoice (deal_id);
CREATE TABLE payment (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    invoice_id INTEGER NOT NULL,
    amount TEXT NOT NULL,
    note TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(invoice_id) REFERENCES invoice (id)
)
 STRICT;
CREATE INDEX ix_payment_invoice_id ON payment (invoice_id);
CREATE TABLE realised (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    deal_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    amount TEXT,
    contact_id INTEGER,
    touch_id INTEGER,
    note TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id),
    FOREIGN KEY(line_id) REFERENCES line (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_realised_account_id ON realised (account_id);
CREATE INDEX ix_realised_contact_id ON realised (contact_id);
CREATE INDEX ix_realised_deal_id ON realised (deal_id);
CREATE INDEX ix_realised_line_id ON realised (line_id);
CREATE INDEX ix_realised_touch_id ON realised (touch_id);
CREATE TABLE realised_input (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    realised_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(realised_id) REFERENCES realised (id)
)
 STRICT;
CREATE INDEX ix_realised_input_realised_id ON realised_input (realised_id);
CREATE TABLE referral (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    contact_id INTEGER,
    name TEXT NOT NULL,
    referred_id INTEGER,
    touch_id INTEGER,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(referred_id) REFERENCES account (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_referral_account_id ON referral (account_id);
CREATE INDEX ix_referral_contact_id ON referral (contact_id);
CREATE INDEX ix_referral_referred_id ON referral (referred_id);
CREATE INDEX ix_referral_touch_id ON referral (touch_id);
CREATE TABLE privilege (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    ended TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;
CREATE INDEX ix_privilege_account_id ON privilege (account_id);
CREATE TABLE threat (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    rival TEXT NOT NULL,
    claim TEXT NOT NULL,
    value TEXT,
    price TEXT,
    switching TEXT,
    contact_id INTEGER,
    touch_id INTEGER,
    ended TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(touch_id) REFERENCES touch (id)
)
 STRICT;
CREATE INDEX ix_threat_account_id ON threat (account_id);
CREATE INDEX ix_threat_contact_id ON threat (contact_id);
CREATE INDEX ix_threat_touch_id ON threat (touch_id);
CREATE TABLE parting (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    rival TEXT NOT NULL,
    spent TEXT NOT NULL,
    hours TEXT NOT NULL,
    looked TEXT,
    came_of TEXT,
    note TEXT NOT NULL,
    ended TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;
CREATE INDEX ix_parting_account_id ON parting (account_id);
CREATE TABLE muted (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;
CREATE INDEX ix_muted_account_id ON muted (account_id);
CREATE TABLE criterion (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    trait TEXT NOT NULL,
    wanted TEXT NOT NULL,
    weight TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;
