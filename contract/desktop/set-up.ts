import { z } from "zod";
import { userName } from "../gws/configuration.ts";

/** `POST /setup`, once: by the token of the link that the server printed, whoever opens it becomes the first admin. desktop.md 13 */
export const setUpBody = z.object({
  token: z.string().min(1).max(1_000),
  userName,
  password: z.string().min(1).max(128),
});
