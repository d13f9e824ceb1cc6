import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { NothingGivenError, readPassword } from "./read-password.ts";

function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  });
  const output = new PassThrough({ encoding: "utf8" });
  const shown: string[] = [];
  output.on("data", (text: string) => shown.push(text));
  /** Types at each prompt in turn. */
  const type = (...answers: string[]) =>
    output.on("data", (text: string) => {
      if (text.endsWith(": ")) input.write(answers.shift());
    });
  return { input, output, modes, shown, type };
}

describe("a password at a terminal", () => {
  it("is asked for twice, and never shown", async () => {
    const { input, output, modes, shown, type } = terminal();
    type("four wordz\u007f\u007fds\r", "four words\r");
    expect(await readPassword("ana", input, output)).toBe("four words");
    expect(shown.join("")).toBe("Password for ana: \nThe same again: \n");
    expect(modes).toEqual([true, false, true, false]);
  });

  it("is asked for anew when the two are not the same", async () => {
    const { input, output, shown, type } = terminal();
    type("one\r", "two\r", "wrong\u0015one\r", "one\r");
    expect(await readPassword("ana", input, output)).toBe("one");
    expect(shown.join("")).toContain("The two are not the same");
  });

  it.each(["\u0003", "\u0004"])(
    "is not taken after %j, and the terminal is as before",
    async (key) => {
      const { input, output, modes, type } = terminal();
      type(`half${key}`);
      await expect(readPassword("ana", input, output)).rejects.toThrow(NothingGivenError);
      expect(modes.at(-1)).toBe(false);
    },
  );
});

describe("a password from elsewhere", () => {
  it("is the first line", async () => {
    const input = new PassThrough();
    input.end("four words in a row\r\nand more\n");
    expect(await readPassword("ana", input, new PassThrough())).toBe("four words in a row");
  });

  it("is missed when nothing comes", async () => {
    const input = new PassThrough();
    input.end();
    await expect(readPassword("ana", input, new PassThrough())).rejects.toThrow(NothingGivenError);
  });
});
