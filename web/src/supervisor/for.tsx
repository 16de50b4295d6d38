import { inLine } from "../i18n/in-line.ts";

/** Whom or what a verb of a row is about, for those who do not see the row. */
export const For = ({ name }: { readonly name: string }) => <span className="only-heard"> {inLine(name)}</span>;
