import { expect, it } from "vitest";
import { csvLine } from "./csv.ts";

it("puts every cell in quotes, and doubles those within", () => {
  expect(csvLine(["plain", 'say "no"', "a,b", "two\nlines", 200, null])).toBe(
    '"plain","say ""no""","a,b","two\nlines","200",""\r\n',
  );
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0"])(
  "lets no spreadsheet run %j",
  (text) => expect(csvLine([text])).toBe(`"'${text}"\r\n`),
);

it("leaves a number a number", () => expect(csvLine([-1])).toBe('"-1"\r\n'));
