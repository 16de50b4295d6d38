import {
  channelResource,
  emailB,
  failureAnswer,
  featureResource,
  groupResource,
  interactionA,
  operationAnswer,
  partialAnswer,
  queueResource,
  skillResource,
  urisAnswer,
  userResource,
} from "@postroom/contract";
import { z } from "zod";

export type Json = Readonly<Record<string, unknown>>;

/** What a schema says of data that comes in, or of what goes out. */
type Flow = "input" | "output";

/** Schemas under names: each is written once, and everybody else refers to it. */
export type SchemaBook = {
  /** A reference to the schema, entered under `name` unless it has a name already. */
  readonly refer: (schema: z.ZodType, flow: Flow, name: string) => Json;
  /** Every entry; what JSON Schema cannot say, such as a check in code, is left out. */
  readonly schemas: () => Json;
};

/** A book with what several answers share. */
export function schemaBook(): SchemaBook {
  const registries = { input: z.registry<{ id: string }>(), output: z.registry<{ id: string }>() };
  for (const [id, schema] of Object.entries(shared)) registries.output.add(schema, { id });
  return {
    refer: (schema, flow, name) => {
      const registry = registries[flow];
      const id = registry.get(schema)?.id ?? name;
      if (!registry.has(schema)) registry.add(schema, { id });
      return { $ref: place(id) };
    },
    schemas: () => ({ ...written(registries.input, "input"), ...written(registries.output, "output") }),
  };
}

const shared: Readonly<Record<string, z.ZodType>> = {
  Channel: channelResource,
  EmailB: emailB,
  Failure: failureAnswer,
  Feature: featureResource,
  Group: groupResource,
  InteractionA: interactionA,
  OperationAnswer: operationAnswer,
  PartialAnswer: partialAnswer,
  Queue: queueResource,
  Skill: skillResource,
  Uris: urisAnswer,
  User: userResource,
};

const place = (id: string): string => `#/components/schemas/${id}`;

function written(registry: z.core.$ZodRegistry<{ id: string }>, io: Flow): Json {
  const { schemas } = z.toJSONSchema(registry, { io, uri: place, unrepresentable: "any" });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]));
}
