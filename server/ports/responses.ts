import type { Attachment } from "../domain/interaction/interaction.ts";
import type { ResponseCategory, StandardResponse, UsageType } from "../domain/response/response.ts";

/** Which roots of the tree: of a language when one of their own, or of what lies below them, is in it. */
export type RootFilter = { readonly language?: string; readonly isApproved?: boolean };

/** Which standard responses, and the page; `after` is the last one of the page before. */
export type ResponseFilter = {
  /** Beginnings of words in name, shortcut, description, subject or text; all must be there. */
  readonly search?: string;
  /** Ignoring case. */
  readonly language?: string;
  readonly category?: string;
  readonly id?: string;
  readonly name?: string;
  readonly shortcut?: string;
  readonly isApproved?: boolean;
  readonly limit: number;
  readonly after?: { readonly name: string; readonly id: string };
};

/** How often one was reported, by everybody and by one user. */
export type ResponseUsage = {
  readonly type: UsageType;
  readonly count: number;
  readonly own: number;
  /** Wall time in milliseconds. */
  readonly lastAt: number;
};

/** Which responses the composer is offered, and for whom. */
export type OfferedFilter = {
  readonly search: string;
  /** Id. */
  readonly queue: string | undefined;
  readonly language: string | undefined;
  readonly user: string;
  /** Wall time in milliseconds: only what may be used then. */
  readonly wall: number;
  readonly limit: number;
  readonly after: ResponseRank | undefined;
};

/** A place in that order: numbers, smaller ones first, then name and id. */
export type ResponseRank = { readonly order: readonly number[]; readonly name: string; readonly id: string };

export type OfferedResponse = { readonly response: StandardResponse; readonly rank: ResponseRank };

export interface ResponseReads {
  category(id: string): Promise<ResponseCategory | undefined>;
  categoryNamed(parent: string | undefined, name: string): Promise<ResponseCategory | undefined>;
  /** Roots by name, at most 10,000. */
  roots(filter: RootFilter): Promise<readonly ResponseCategory[]>;
  /** What lies directly below, by name, at most 10,000. */
  categoriesBelow(parent: string): Promise<readonly ResponseCategory[]>;
  /** Ids from a category up to its root, itself first. */
  lineage(id: string): Promise<readonly string[]>;
  /** Levels from a category down to its deepest sub-category; 1 when it has none. */
  height(id: string): Promise<number>;
  byId(id: string): Promise<StandardResponse | undefined>;
  named(key: {
    readonly category: string;
    readonly name: string;
    readonly language: string;
  }): Promise<StandardResponse | undefined>;
  /** A page in the order of names. */
  page(filter: ResponseFilter): Promise<readonly StandardResponse[]>;
  /** A page of what may be used, the likeliest first. */
  offered(filter: OfferedFilter): Promise<readonly OfferedResponse[]>;
  /** What was reported of one: totals, and the user's own share. */
  usage(response: string, user: string): Promise<readonly ResponseUsage[]>;
  /** How often each of these was used, by everybody, and when last (wall milliseconds); what was only offered or passed over is no use. */
  uses(responses: readonly string[]): Promise<ReadonlyMap<string, { readonly count: number; readonly lastAt: number }>>;
  /** All categories by their ids, each with the names from its root down to it; at most 10,000. */
  categoryPaths(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** A document that belongs to a standard response, for linking it to e-mails (wire.md 6.1). */
  document(id: string): Promise<Attachment | undefined>;
}

export interface ResponseRows {
  /** Until the transaction ends nobody else writes standard responses or their categories: names stay unique and the tree a tree. */
  lock(): Promise<void>;
  saveCategory(category: ResponseCategory): Promise<void>;
  /** One that is empty. */
  removeCategory(id: string): Promise<void>;
  /** All but its attachments. */
  save(response: StandardResponse): Promise<void>;
  /** With its attachments and what was counted of it. */
  remove(id: string): Promise<void>;
  attach(response: string, attachment: Attachment): Promise<void>;
  detach(response: string, document: string): Promise<void>;
  /** Of somebody, for an e-mail of that queue. */
  countUse(use: {
    readonly response: string;
    readonly type: UsageType;
    readonly user: string;
    readonly queue: string;
    readonly interaction: string;
  }): Promise<void>;
}
