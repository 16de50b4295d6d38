import type { ReactNode } from "react";

type Props = {
  readonly children: ReactNode;
  readonly onPress?: (() => unknown) | undefined;
  readonly type?: "button" | "submit";
  readonly isDisabled?: boolean;
  readonly isMain?: boolean;
  /** What pressing does, and its key. */
  readonly hint?: string | undefined;
  readonly keys?: string | undefined;
  readonly label?: string | undefined;
  readonly isOn?: boolean | undefined;
};

/** A verb with its key beside it. */
export function Button({ children, onPress, type = "button", isDisabled, isMain, hint, keys, label, isOn }: Props) {
  return (
    <button
      type={type}
      className={isMain === true ? "button main" : "button"}
      disabled={isDisabled}
      title={hint}
      aria-label={label}
      aria-pressed={isOn}
      aria-keyshortcuts={keys}
      onClick={onPress === undefined ? undefined : () => void onPress()}
    >
      {children}
      {keys !== undefined && <kbd>{keys}</kbd>}
    </button>
  );
}
