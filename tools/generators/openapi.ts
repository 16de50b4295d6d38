import { wholeApi } from "../../server/wire/api.ts";
import { openApiDocument } from "../../server/wire/openapi.ts";
import type { Generator } from "./generator.ts";

/** Every change of the contract shows here in review. */
export const openApi: Generator = {
  file: "docs/openapi.json",
  make: () => `${JSON.stringify(openApiDocument(wholeApi()), null, 2)}\n`,
};
