import { expect, it, vi } from "vitest";
import { CarillonError } from "./errors.ts";

it("is known by another copy of this module, and nothing else is", async () => {
  vi.resetModules();
  const other = await import("./errors.ts");
  expect(other.CarillonError).not.toBe(CarillonError);
  expect(other.notFound("job", "x")).toBeInstanceOf(CarillonError);
  expect(new Error("x")).not.toBeInstanceOf(CarillonError);
  expect({ code: "not_found" }).not.toBeInstanceOf(CarillonError);
  expect(null).not.toBeInstanceOf(CarillonError);
});

it("is told apart from its subclasses", () => {
  class NarrowError extends CarillonError {}
  expect(new CarillonError("conflict", "x")).not.toBeInstanceOf(NarrowError);
  expect(new NarrowError("conflict", "x")).toBeInstanceOf(NarrowError);
  expect(new NarrowError("conflict", "x")).toBeInstanceOf(CarillonError);
});
