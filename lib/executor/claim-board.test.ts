import { describe, expect, it } from "vitest";
import { ClaimBoard } from "./claim-board.ts";

describe("the claim board", () => {
  it("shows to the other side what was written since it was cleared", () => {
    const board = new ClaimBoard();
    const other = new ClaimBoard(board.memory);
    board.write("{c:a}", ["1|1", "2|1"]);
    board.write("{c:b}", ["3|2"]);
    expect(other.read()).toEqual([
      { tag: "{c:a}", entries: ["1|1", "2|1"] },
      { tag: "{c:b}", entries: ["3|2"] },
    ]);
    board.clear();
    expect(other.read()).toEqual([]);
  });

  it("says when it is full, and keeps what it has", () => {
    const board = new ClaimBoard();
    const entries = Array.from(
      { length: 500 },
      (_, index) => `${String(index).padStart(26, "0")}|1`,
    );
    let writes = 0;
    while (board.write("{c:a}", entries)) writes++;
    expect(writes).toBeGreaterThan(50);
    expect(board.read()).toHaveLength(writes);
  });
});
