import { type Transition, transitions } from "../../server/domain/interaction/lifecycle.ts";
import type { Generator } from "./generator.ts";
import { heading, table } from "./markdown.ts";

export const lifecycle: Generator = { file: "docs/lifecycle.md", make: () => page(Object.entries(transitions)) };

type Row = readonly [name: string, transition: Transition];
type Edge = { readonly from: string; readonly to: string; readonly names: readonly string[] };

function page(rows: readonly Row[]): string {
  const people = rows.filter(([, { by }]) => by !== "supervisor");
  const supervisors = rows.filter(([, { by }]) => by === "supervisor").map(([name]) => name);
  return `${[
    heading("The life of an interaction", "`server/domain/interaction/lifecycle.ts`"),
    "What customers' e-mail and agents' drafts go through. Rows that leave the state as it is stand in the table only.",
    diagram(people),
    `Supervisors may besides move whatever is not finished: ${supervisors.join(", ")}.`,
    "## All rows",
    "`same`: the state stays. `back`: where the invitation found it: its queue, or for a draft its workbin.",
    table(["operation", "from", "by", "to", "lies then", "tells", "in capability lists"], rows.map(cells)),
  ].join("\n\n")}\n`;
}

function diagram(rows: readonly Row[]): string {
  const edges = merged(rows.flatMap(edgesOf));
  const lines = edges.map(({ from, to, names }) => `  ${from} --> ${to}: ${names.join(", ")}`);
  return ["```mermaid", "stateDiagram-v2", ...lines, "```"].join("\n");
}

/** A row as arrows between states, for each direction that knows the states. */
function edgesOf([name, { from, to, only }]: Row): readonly Edge[] {
  if (to === "same") return [];
  const directions = (["inbound", "outbound"] as const).filter((one) => only === undefined || only === one);
  return directions.flatMap((direction) =>
    from
      .filter((state) => lives(state, direction))
      .flatMap((state) => endsOf(to, direction).map((end) => ({ from: state, to: end, names: [name] }))),
  );
}

function endsOf(to: Transition["to"], direction: "inbound" | "outbound"): readonly string[] {
  if (to === "back") return direction === "inbound" ? ["Queued"] : ["Queued", "InWorkbin"];
  return [typeof to === "string" ? to : to[direction]];
}

/** An interaction that is processed came in, one that composes goes out. */
const lives = (state: string, direction: "inbound" | "outbound"): boolean =>
  state === "Processing" ? direction === "inbound" : state !== "Composing" || direction === "outbound";

function merged(edges: readonly Edge[]): readonly Edge[] {
  const byEnds = new Map<string, Edge>();
  for (const edge of edges) {
    const ends = `${edge.from} ${edge.to}`;
    const names = new Set([...(byEnds.get(ends)?.names ?? []), ...edge.names]);
    byEnds.set(ends, { ...edge, names: [...names] });
  }
  return [...byEnds.values()].sort((one, other) => (`${one.from} ${one.to}` < `${other.from} ${other.to}` ? -1 : 1));
}

function cells([name, row]: Row): readonly string[] {
  const to = typeof row.to === "string" ? row.to : `${row.to.inbound} (inbound), ${row.to.outbound} (outbound)`;
  const by = row.only === undefined ? row.by : `${row.by}, ${row.only} only`;
  const shown = row.by === "invitee" || row.by === "owner" ? row.advertised !== false : false;
  return [name, row.from.join(", "), by, to, row.at ?? "", row.tells ?? "Moved", shown ? "yes" : "no"];
}
