type Makers<Context> = Readonly<Record<string, (context: Context) => unknown>>;
type Made<M> = { readonly [Name in keyof M]: M[Name] extends (context: never) => infer Value ? Value : never };

/**
 * Objects whose parts are made when they are first asked for, each once: a transaction speaks of three nouns of forty, and making all of
 * them cost more than its statements. The parts are no own properties, so such an object cannot be spread.
 */
export function onDemand<Context, M extends Makers<Context>>(makers: M): (context: Context) => Made<M> {
  class Parts {
    readonly context: Context;
    readonly made: Record<string, unknown> = {};
    constructor(context: Context) {
      this.context = context;
    }
  }
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(Parts.prototype, name, {
      get(this: Parts) {
        this.made[name] ??= make(this.context);
        return this.made[name];
      },
    });
  }
  // The getters are those of the makers, which no type can follow.
  return (context) => new Parts(context) as unknown as Made<M>;
}
