import { useState } from "react";
import { steady } from "./trouble.ts";

/** Rows that stay where they are as long as the pointer is among them: a click acts on the row that was seen there. */
export function useSteady<Row>(rows: readonly Row[], idOf: (row: Row) => string) {
  const [order, setOrder] = useState<readonly string[]>();
  return {
    rows: order === undefined ? rows : steady(rows, idOf, order),
    pointer: { onPointerEnter: () => setOrder(rows.map(idOf)), onPointerLeave: () => setOrder(undefined) },
  };
}
