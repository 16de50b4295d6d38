/** Every limit and span of the HTTP server. Sizes are bytes, times milliseconds. reliability.md 2.12, 7.3 */
export type HttpSettings = {
  /** Addresses or networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** A session ends after this time however busy it is (setting `sessionAbsoluteTimeout`). */
  readonly sessionAbsoluteMs: number;
  /** How long after its last use a verified credential need not be verified again (setting `credentialCacheTtl`). */
  readonly credentialMemoryMs: number;
  /** Failed log-ins per user name or address within `failedLoginsWindowMs` (setting `failedLoginsMax`). */
  readonly failedLoginsMax: number;
  readonly failedLoginsWindowMs: number;
  /** A refused access stands in the audit once for each user, operation and target within `refusedAccessMs`; of all together this many do. */
  readonly refusedAccessMs: number;
  readonly refusedAccessesMax: number;
  /** Characters of the target that the audit keeps. */
  readonly refusedAccessNameMax: number;
  /** How long users, sessions and settings may be older than the database. */
  readonly staleMs: number;
  /** Activity of a user is written down at most this often, and oftener where sessions are short. */
  readonly activityMs: number;
  /** Entries of each memory of users, names or addresses; the oldest give way. */
  readonly rememberedMax: number;
  readonly headerBytesMax: number;
  /** For a request's head to arrive. */
  readonly headersMs: number;
  /** Silence in the middle of a body, or of a client that does not read its answer. */
  readonly silenceMs: number;
  /** Of a body that was answered early, so much is still read away, and for so long. */
  readonly discardedBytesMax: number;
  readonly discardedMs: number;
  /** For a whole request to arrive. */
  readonly requestMs: number;
  /** Longer than a balancer keeps its connections, or it would send requests into closed ones. */
  readonly keepAliveMs: number;
  /** For running requests to end when the server stops; then they are cut. */
  readonly stopMs: number;
};

export const httpDefaults: HttpSettings = {
  trustedProxies: [],
  sessionAbsoluteMs: 43_200_000,
  credentialMemoryMs: 300_000,
  failedLoginsMax: 10,
  failedLoginsWindowMs: 60_000,
  refusedAccessMs: 60_000,
  refusedAccessesMax: 600,
  refusedAccessNameMax: 255,
  staleMs: 1_000,
  activityMs: 60_000,
  rememberedMax: 20_000,
  headerBytesMax: 16_384,
  headersMs: 15_000,
  silenceMs: 30_000,
  discardedBytesMax: 67_108_864,
  discardedMs: 30_000,
  requestMs: 300_000,
  keepAliveMs: 65_000,
  stopMs: 10_000,
};
