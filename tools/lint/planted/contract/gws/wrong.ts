import { z } from "zod";
import { envelope } from "../envelope.ts";
import { units } from "../provisioning/units.ts";
import { readFileSync } from "node:fs"; // refused: noRestrictedImports
import { step } from "../../server/domain/interaction/lifecycle.ts"; // refused: noRestrictedImports
import { page } from "../../web/src/page.ts"; // refused: noRestrictedImports
import fastify from "fastify"; // refused: noRestrictedImports, noUndeclaredDependencies
