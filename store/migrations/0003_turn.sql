-- What waits for a reviewer is the submitted findings of a book at his step of the
-- chain, those due first. They are few at a time, and so is what this index holds.

CREATE INDEX finding_at_turn ON finding (book_id, stage, due) WHERE state = 'submitted';
