import { configuration } from "./configuration.ts";
import { errors } from "./errors.ts";
import type { Generator } from "./generator.ts";
import { goldenExamples } from "./golden-examples.ts";
import { lifecycle } from "./lifecycle.ts";
import { openApi } from "./openapi.ts";
import { specs } from "./specs.ts";

/** Everything that is generated. */
export const generators: readonly Generator[] = [configuration, errors, goldenExamples, lifecycle, openApi, specs];
