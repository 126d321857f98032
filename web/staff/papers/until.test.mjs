import assert from "node:assert/strict";
import { test } from "node:test";
import { choosable, moment, usual } from "./until.mjs";

const MORNING = new Date(2026, 11, 1, 7, 30);

test("the end of this school day is offered, and of the next once this one is nearly over", () => {
  assert.deepEqual(usual(MORNING), { day: "2026-12-01", time: "16:00" });
  assert.deepEqual(usual(new Date(2026, 11, 31, 15, 0)), { day: "2027-01-01", time: "16:00" });
});

test("today and the fourteen days after it can be chosen", () => {
  assert.deepEqual(choosable(MORNING), { first: "2026-12-01", last: "2026-12-15" });
});

test("a moment is ahead, and no further than fourteen days", () => {
  assert.equal(moment({ day: "2026-12-01", time: "16:00" }, MORNING)?.getHours(), 16);
  assert.equal(moment({ day: "2026-12-01", time: "07:30" }, MORNING), null);
  assert.equal(moment({ day: "2026-12-15", time: "07:31" }, MORNING), null);
  assert.equal(moment({ day: "", time: "16:00" }, MORNING), null);
});
