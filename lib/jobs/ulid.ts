/** Crockford's base 32. https://github.com/ulid/spec */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_LENGTH = 10;
const CHANCE_LENGTH = 16;

/** The last two digits of an id are counted up, for a thousand ids that differ in nothing else. */
const PAIRS = Array.from(
  { length: DIGITS.length ** 2 },
  (_, pair) => DIGITS[Math.floor(pair / DIGITS.length)]! + DIGITS[pair % DIGITS.length]!,
);
const HEAD_LENGTH = CHANCE_LENGTH - 2;

/** Makes ids that sort by time, also within one millisecond and when the clock steps back. */
export class UlidFactory {
  #lastMs = -1;
  #time = "";
  #chance = new Uint8Array(CHANCE_LENGTH);
  /** All but the last two digits. */
  #head = "";
  #pair = 0;

  next(nowMs: number): string {
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs;
      this.#time = encodeTime(nowMs);
      this.#drawChance();
    } else if (++this.#pair === PAIRS.length) {
      this.#pair = 0;
      this.#increment();
    }
    return this.#head + PAIRS[this.#pair]!;
  }

  #drawChance(): void {
    crypto.getRandomValues(this.#chance);
    for (let i = 0; i < CHANCE_LENGTH; i++) this.#chance[i]! &= 31;
    // Room to count upwards within the millisecond.
    this.#chance[0]! &= 15;
    // By chance too: people tell ids by their ends.
    this.#pair = this.#chance[HEAD_LENGTH]! * DIGITS.length + this.#chance[HEAD_LENGTH + 1]!;
    this.#writeHead();
  }

  #increment(): void {
    let at = HEAD_LENGTH - 1;
    while (at > 0 && this.#chance[at] === 31) this.#chance[at--] = 0;
    this.#chance[at]!++;
    this.#writeHead();
  }

  #writeHead(): void {
    this.#head = this.#time + encodeDigits(this.#chance.subarray(0, HEAD_LENGTH));
  }
}

/** A ULID with a given time and 16 digits drawn from `seed`: the same input, the same id. */
export function ulidFrom(timeMs: number, seed: Uint8Array): string {
  return (
    encodeTime(timeMs) + encodeDigits(seed.subarray(0, CHANCE_LENGTH).map((byte) => byte & 31))
  );
}

let lastTime = { digits: "", ms: 0 };

/** The time a ULID was made, in ms UTC. Jobs made in bulk share their time, which is then read once. */
export function ulidTimeMs(ulid: string): number {
  const digits = ulid.slice(0, TIME_LENGTH);
  if (digits === lastTime.digits) return lastTime.ms;
  let ms = 0;
  for (const digit of digits) ms = ms * 32 + DIGITS.indexOf(digit);
  lastTime = { digits, ms };
  return ms;
}

function encodeTime(ms: number): string {
  let text = "";
  for (let rest = ms, i = 0; i < TIME_LENGTH; i++) {
    text = DIGITS[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeDigits(digits: Uint8Array): string {
  let text = "";
  for (const digit of digits) text += DIGITS[digit];
  return text;
}
