-- Workbins: the order in which things were laid on shelves, and who watches which shelf.

CREATE SEQUENCE shelf_places;

-- Rises with every placement anywhere; what lies on no shelf keeps its last one.
ALTER TABLE interactions ADD COLUMN shelf_place bigint NOT NULL DEFAULT 0;
UPDATE interactions SET shelf_place = nextval('shelf_places') WHERE state = 'InWorkbin';

DROP INDEX interactions_on_shelf;
CREATE INDEX interactions_on_shelf ON interactions ((shelf ->> 'owner'), (shelf ->> 'workbin'), shelf_place DESC)
  WHERE state = 'InWorkbin';

-- Belongs to the user, not to a push session; ends with the contact-center session. Owner: a user or a group.
CREATE TABLE workbin_subscriptions (
  user_id    text NOT NULL REFERENCES users ON DELETE CASCADE,
  workbin_id text NOT NULL REFERENCES workbins ON DELETE CASCADE,
  owner      text NOT NULL,
  owned_by   text NOT NULL CHECK (owned_by IN ('agent', 'group')),
  PRIMARY KEY (user_id, workbin_id, owner)
);
CREATE INDEX workbin_subscriptions_by_shelf ON workbin_subscriptions (owner, workbin_id);
