const chosen = new Map<string, string>();

/** Small choices, kept on this device; where its storage is full or forbidden they last as long as the page. */
export const device: Pick<Storage, "getItem" | "setItem"> = {
  getItem(name) {
    try {
      return chosen.get(name) ?? localStorage.getItem(name);
    } catch {
      return chosen.get(name) ?? null;
    }
  },
  setItem(name, value) {
    chosen.set(name, value);
    try {
      localStorage.setItem(name, value);
    } catch {
      // Not for longer, then.
    }
  },
};
