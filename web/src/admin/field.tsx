import { type ReactNode, useEffect, useId, useRef } from "react";
import { useSay } from "../desktop/desk.ts";
import { type Problem, problemAt } from "./problems.ts";

/** What the control of a field gets, so that it is tied to its label and to what is wrong. */
export type Control = {
  readonly id: string;
  readonly "data-path": string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
};

type Props = {
  readonly label: string;
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly hint?: string | undefined;
  readonly children: (control: Control) => ReactNode;
};

/** A field with its name, and what is wrong beside it. desktop.md 8.6 */
export function Field({ label, path, problems, hint, children }: Props) {
  const id = useId();
  const words = problemAt(problems, path);
  const described = [words === undefined ? "" : `${id}-problem`, hint === undefined ? "" : `${id}-hint`]
    .join(" ")
    .trim();
  return (
    <div className="field-of-form">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "data-path": path,
        "aria-invalid": words !== undefined,
        "aria-describedby": described === "" ? undefined : described,
      })}
      {hint !== undefined && (
        <small id={`${id}-hint`} className="soft">
          {hint}
        </small>
      )}
      {words !== undefined && (
        <span id={`${id}-problem`} className="problem" dir="auto" lang="en">
          {words}
        </span>
      )}
    </div>
  );
}

type Named = { readonly problems: readonly Problem[]; readonly nameOf: (path: string) => string | undefined };

/** All that was refused, on top of the form, each with a link to its field. desktop.md 8.6 */
export function Problems({ problems, nameOf }: Named) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  // Whoever saved from further down sees at once that it was refused.
  useEffect(() => {
    if (problems.length > 0) box.current?.scrollIntoView({ block: "nearest" });
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} role="alert" className="problems">
      <p>{say("form.refused")}</p>
      <ul>
        {problems.map(({ path, words }) => {
          const name = nameOf(path);
          return (
            <li key={`${path} ${words}`}>
              {name !== undefined && (
                <>
                  <a href={`#${path}`} onClick={(event) => focusField(event, path)}>
                    {name}
                  </a>
                  {": "}
                </>
              )}
              <bdi lang="en">{words}</bdi>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function focusField(event: { preventDefault: () => void; currentTarget: HTMLElement }, path: string): void {
  event.preventDefault();
  event.currentTarget.closest("form")?.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
}
