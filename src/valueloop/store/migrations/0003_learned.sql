-- The loop learns: where a prior came from, what was forecast, counts that closed accounts leave, playbooks.
ALTER TABLE account ADD COLUMN reward INTEGER;
CREATE INDEX ix_account_reward ON account (reward);
ALTER TABLE need ADD COLUMN typed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE need ADD COLUMN rate TEXT;
ALTER TABLE need ADD COLUMN counted INTEGER;
ALTER TABLE moment ADD COLUMN forecast TEXT NOT NULL DEFAULT '';
CREATE TABLE tally (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    industry TEXT NOT NULL,
    size INTEGER NOT NULL,
    point INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_tally_subject ON tally (subject);
CREATE TABLE playbook (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    product TEXT NOT NULL,
    part TEXT,
    moves TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (folded),
    FOREIGN KEY(account_id) REFERENCES account (id)
) STRICT;
CREATE INDEX ix_playbook_account_id ON playbook (account_id);
CREATE TABLE playbook_need (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    playbook_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    direction TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(playbook_id) REFERENCES playbook (id)
) STRICT;
CREATE INDEX ix_playbook_need_playbook_id ON playbook_need (playbook_id);
CREATE TABLE playbook_use (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    playbook_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(playbook_id) REFERENCES playbook (id),
    FOREIGN KEY(account_id) REFERENCES account (id)
) STRICT;
CREATE INDEX ix_playbook_use_playbook_id ON playbook_use (playbook_id);
CREATE INDEX ix_playbook_use_account_id ON playbook_use (account_id);
