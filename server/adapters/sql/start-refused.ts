/** Why this data directory or database is not served. One clear line each for the command to print (reliability.md 2.10: exit 2); nothing was changed or deleted. */
export class StartRefused extends Error {}
