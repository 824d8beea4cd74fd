-- The meeting: what a metric is measured in, which way is good, hours spent at a touch, maps of a role to lay on others.
ALTER TABLE entry ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN better TEXT;
ALTER TABLE entry ADD COLUMN now TEXT;
ALTER TABLE entry ADD COLUMN target TEXT;
ALTER TABLE entry ADD COLUMN confirmed_id INTEGER REFERENCES touch (id);
CREATE INDEX ix_entry_confirmed_id ON entry (confirmed_id);
ALTER TABLE touch ADD COLUMN hours TEXT;
CREATE TABLE template (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    role TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (folded)
) STRICT;
CREATE TABLE template_entry (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    template_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    unit TEXT NOT NULL,
    better TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(template_id) REFERENCES template (id)
) STRICT;
CREATE INDEX ix_template_entry_template_id ON template_entry (template_id);
CREATE TABLE template_impact (
    id INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    personal INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(entry_id) REFERENCES template_entry (id)
) STRICT;
CREATE INDEX ix_template_impact_entry_id ON template_impact (entry_id);
