/** POSTROOM_FAULTS=full: the size that a release must show. Without it: what a push has time for. */
export const isFull = process.env["POSTROOM_FAULTS"] === "full";
