-- Steady time of all processes on this database, as the one that was furthest said it last, and when that was by the database's clock
-- (reliability.md 2.6). The embedded database serves one process, and has no row.
CREATE TABLE steady_clock (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  steady bigint NOT NULL,
  at     timestamptz NOT NULL
);
