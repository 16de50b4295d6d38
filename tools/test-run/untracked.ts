import { createHook } from "node:async_hooks";

// Loaded before node:test, which follows every promise and socket only to name the test to which an error belongs that nobody caught. That is
// a fifth of what our tests cost. Without it such an error is said of the whole run, which fails all the same; and a hook inside a `describe`
// belongs to the file, so ours are a test's own.
const hooks: { enable(): unknown } = Object.getPrototypeOf(createHook({}));
hooks.enable = function enable() {
  return this;
};
