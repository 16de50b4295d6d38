import { Accept } from "@postroom/contract";
import team from "../../fixtures/teams/demo.json" with { type: "json" };
import { main } from "../../server/main.ts"; // refused: noRestrictedImports
import { serve } from "postroom"; // refused: noRestrictedImports
