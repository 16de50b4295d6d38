import { createRequire } from "node:module";
import type { Plugin } from "rolldown";

const modules = ["node:http", "node:https"];
const required = "\0required:";

/** Whether `id` is a module of Node's that `requireHttp` gives, and that must not stay an `import`. */
export const isRequired = (id: string): boolean => modules.includes(id);

/**
 * Lets the pack take Node's HTTP modules by `require`. An `import` reads every name that a module offers, and one of `node:http`'s
 * loads the whole client behind `fetch`: 45 ms of each start, for a name that nobody uses.
 */
export function requireHttp(): Plugin {
  return {
    name: "require-http",
    resolveId(id) {
      return isRequired(id) ? required + id : null;
    },
    load(id) {
      return id.startsWith(required) ? requiring(id.slice(required.length)) : null;
    },
  };
}

/** A module that hands on what `require` gives, without touching what a getter would load. */
function requiring(id: string): string {
  const found = createRequire(import.meta.url)(id);
  const names = Object.entries(Object.getOwnPropertyDescriptors(found))
    .filter(([name, { get }]) => get === undefined && name !== "default")
    .map(([name]) => name);
  return [
    'import { createRequire } from "node:module";',
    `const found = createRequire(import.meta.url)(${JSON.stringify(id)});`,
    "export default found;",
    `export const { ${names.join(", ")} } = found;`,
  ].join("\n");
}
