import type { SavedView } from "../../domain/desktop/saved-view.ts";
import { present } from "./viewing.ts";

/** A search under a name, as this user has it. desktop.md 3.10 */
export const viewShape = (view: SavedView, viewer: string, count?: number) => ({
  id: view.id,
  name: view.name,
  icon: view.icon,
  query: view.query,
  sort: view.sort,
  sharedWith: view.sharedWith,
  position: view.position,
  isOwn: view.owner === viewer,
  ...present("count", count),
  version: view.version,
});
