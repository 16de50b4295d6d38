-- Why an offer was made to this agent and to no other, by the version that the interaction had with it (desktop.md 7).
CREATE TABLE offer_decisions (
  interaction_id text NOT NULL REFERENCES interactions (id),
  version        bigint NOT NULL,
  decision       jsonb NOT NULL,
  PRIMARY KEY (interaction_id, version)
);
