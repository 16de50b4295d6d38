import { createRequire } from "node:module";
import { AckExtension, CometD } from "cometd";

/** A release of the official client. Old ones bring no types; what is used of them has not changed since. */
export type Release = {
  readonly name: string;
  /** Only after the adapter for Node was called: old releases look for a window as soon as they are loaded. */
  readonly load: () => { readonly CometD: typeof CometD; readonly AckExtension: typeof AckExtension };
};

const require = createRequire(import.meta.url);

export const newest: Release = { name: "9.0", load: () => ({ CometD, AckExtension }) };

/** The oldest that wire.md 3.1 names, one from the middle, and the newest. */
export const releases: readonly Release[] = [
  {
    name: "3.1",
    load: () => ({ CometD: require("cometd-3").CometD, AckExtension: require("cometd-3/AckExtension.js") }),
  },
  {
    name: "5.0",
    load: () => ({ CometD: require("cometd-5").CometD, AckExtension: require("cometd-5/AckExtension.js") }),
  },
  newest,
];
