/** Whom or what a verb of a row is about, for those who do not see the row. */
export const For = ({ name }: { readonly name: string }) => <span className="only-heard"> {name}</span>;
