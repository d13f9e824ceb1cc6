const WORDS = 5;
const SYLLABLES =
  "ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo vu za ze zi zo zu".split(
    " ",
  );

/** A password to be handed over once: fifteen syllables of chance, 92 bits, that can be read aloud. */
export function suggestPassword(): string {
  const chance = crypto.getRandomValues(new Uint32Array(WORDS * 3));
  const syllables = Array.from(chance, (number) => SYLLABLES[number % SYLLABLES.length]!);
  return Array.from({ length: WORDS }, (_, word) =>
    syllables.slice(word * 3, word * 3 + 3).join(""),
  ).join("-");
}
