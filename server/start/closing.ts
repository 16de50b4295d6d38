/** What was started, closed in the reverse order; every one is tried, and the first error is thrown at the end. */
export type Closing = {
  add(close: () => Promise<void> | void): void;
  closeAll(): Promise<void>;
};

/** Begins with nothing. `closeAll` may be called again: what is closed stays closed. */
export function createClosing(): Closing {
  const open: (() => Promise<void> | void)[] = [];
  return {
    add: (close) => void open.push(close),
    async closeAll() {
      const errors: unknown[] = [];
      for (let close = open.pop(); close !== undefined; close = open.pop()) {
        try {
          await close();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
