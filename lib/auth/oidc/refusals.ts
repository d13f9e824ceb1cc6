/** Why somebody may not come in by OpenID Connect, as a sentence for them. `provider` is what people call it. */
export const REFUSALS = {
  denied: (provider) => `${provider} did not let you in, or you did not go through with it.`,
  "provider-refused": (provider) =>
    `${provider} refused the sign-in. If it goes on, tell whoever runs Carillon.`,
  expired: () => "That sign-in took more than ten minutes, or was used already. Begin again.",
  "other-browser": () =>
    "That sign-in was begun in another browser, or cookies are blocked. Begin again here.",
  "not-valid": (provider) =>
    `What ${provider} answered could not be verified, so nobody was signed in. Begin again.`,
  clock: (provider) =>
    `The clocks of ${provider} and of this server differ too much. Tell whoever runs Carillon.`,
  "provider-away": (provider) =>
    `${provider} does not answer as it should. Try again in a moment, or sign in another way.`,
  "no-role": (provider) =>
    `${provider} knows you, but nobody there has given you a role in Carillon. Ask for one.`,
  domain: (provider) =>
    `${provider} has no verified e-mail address of yours in a domain that may sign in here.`,
  "too-many": () => "Too many attempts to sign in. Try again in a minute.",
  unavailable: () => "Redis does not answer. Try again in a moment.",
  internal: () => "Something went wrong. The log has the reason.",
} as const satisfies Record<string, (provider: string) => string>;

export type RefusalReason = keyof typeof REFUSALS;

export const isRefusalReason = (text: string): text is RefusalReason =>
  Object.hasOwn(REFUSALS, text);

/** Those that may come of guessing, and are held against whoever asks. */
const GUESSES: RefusalReason[] = ["expired", "other-browser", "not-valid"];

/** A sign-in that comes to nothing. */
export class OidcRefusal extends Error {
  readonly reason: RefusalReason;
  /** Who it was, once the provider has told so; "" before. */
  readonly who: string;
  /** Where they wanted to go. */
  next = "/";
  /** Whom the provider has told of, and who may not come in all the same; "" otherwise. */
  sub = "";

  /** @param detail for the log: without tokens */
  constructor(reason: RefusalReason, detail: string, who = "") {
    super(detail);
    this.name = "OidcRefusal";
    this.reason = reason;
    this.who = who;
  }

  get isGuess(): boolean {
    return GUESSES.includes(this.reason);
  }
}

/** By its name: the provider may be of another module graph than whoever asks, and its error of another class. */
export const isOidcRefusal = (error: unknown): error is OidcRefusal =>
  error instanceof Error && error.name === "OidcRefusal";
