import { wholeApi } from "../../server/wire/api.ts";
import { openApiDocument } from "../../server/wire/openapi.ts";
import type { Generator } from "./generator.ts";
import { readGolden } from "./golden-examples.ts";

/** Every change of the contract shows here in review. */
export const openApi: Generator = {
  file: "docs/openapi.json",
  make: () => `${JSON.stringify(openApiDocument(wholeApi(), readGolden()), null, 2)}\n`,
};
