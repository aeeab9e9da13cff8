-- Why a plan was sent back, each time: a small list with its finding, as JSON.

ALTER TABLE finding ADD COLUMN sent_back TEXT NOT NULL DEFAULT '';
