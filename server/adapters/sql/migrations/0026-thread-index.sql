-- interactions_by_thread_in_order begins with the same columns: one index fewer is written for each new e-mail and each move.
DROP INDEX interactions_by_thread;
