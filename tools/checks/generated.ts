import { outdated } from "../generators/outdated.ts";
import type { Check } from "./check.ts";

export const generated: Check = {
  name: "generated files",
  problems: async () => (await outdated()).map(({ file }) => `${file} is not what npm run generate makes`),
};
