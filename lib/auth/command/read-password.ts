import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

interface Keyboard extends Readable {
  isTTY?: boolean;
  setRawMode?: (isRaw: boolean) => unknown;
}

/** Whoever pressed Ctrl-C, or closed the input, meant nothing to happen. */
export class NothingGivenError extends Error {}

const ENTER = /[\r\n]/;
const INTERRUPT = "\u0003";
const END = "\u0004";
const ERASE_LINE = "\u0015";
const ERASE = ["\u007f", "\b"];

/** A new password: asked for twice at a terminal, without echo; else the first line of the input. @throws NothingGivenError */
export async function readPassword(
  name: string,
  input: Keyboard,
  output: Writable,
): Promise<string> {
  if (!input.isTTY) return firstLine(input);
  for (;;) {
    const password = await typed(`Password for ${name}: `, input, output);
    const again = await typed("The same again: ", input, output);
    if (password === again) return password;
    output.write("The two are not the same. Once more.\n");
  }
}

async function firstLine(input: Readable): Promise<string> {
  for await (const line of createInterface({ input })) return line;
  throw new NothingGivenError("No password was given: put one line on standard input.");
}

/** In raw mode nothing is echoed, and nothing edits the line but we. */
async function typed(prompt: string, input: Keyboard, output: Writable): Promise<string> {
  output.write(prompt);
  input.setRawMode?.(true);
  input.setEncoding("utf8");
  let text = "";
  try {
    return await new Promise<string>((done, given) => {
      const finish = (end: () => void) => {
        input.off("data", onKeys);
        input.off("end", onEnd);
        input.pause();
        end();
      };
      const onEnd = () => finish(() => given(new NothingGivenError("No password was given.")));
      const onKeys = (keys: string) => {
        for (const key of keys) {
          if (ENTER.test(key)) return finish(() => done(text));
          if (key === INTERRUPT || key === END) return onEnd();
          if (ERASE.includes(key)) text = text.slice(0, -1);
          else if (key === ERASE_LINE) text = "";
          else text += key;
        }
      };
      input.on("data", onKeys);
      input.on("end", onEnd);
      input.resume();
    });
  } finally {
    input.setRawMode?.(false);
    output.write("\n");
  }
}
