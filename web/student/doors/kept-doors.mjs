/**
 * Doors that a family keeps on a device of theirs, once a grown-up turned that on there. A door holds a first name, a
 * picture, and the dashboard's key, which names nobody and opens nothing; a user name only where the child comes in by
 * a password. It stays on this device, and lets nobody in.
 */

import { recall, remember } from "../../shared/storage.mjs";

const KEPT = "harmony.doors";
/** A family's; a cart of devices serves more children than that. */
const MOST_DOORS = 6;

/** @typedef {{ key: string, name: string, picture: string, colour: string, username: string | null }} Door */

/** Whether a grown-up turned doors on here. */
export const areOn = () => recall(KEPT) !== null;

/** Doors may be kept here from now on. */
export const turnOn = () => areOn() || keep([]);

/** No more doors here, and nothing of those that were. */
export const turnOff = () => remember(KEPT, null);

/** The doors, as they came. @returns {Door[]} */
export function keptDoors() {
  try {
    const doors = JSON.parse(recall(KEPT) ?? "[]");
    return doors.filter(isDoor);
  } catch {
    return []; // somebody else has written there
  }
}

/** Keep a door, or what is new about it. @param {Door} door @returns {boolean} false if there are as many as may be */
export function keepDoor(door) {
  const doors = keptDoors();
  const place = doors.findIndex(({ key }) => key === door.key);
  if (place < 0 && doors.length >= MOST_DOORS) return false;
  keep(place < 0 ? [...doors, door] : doors.map((each, i) => (i === place ? door : each)));
  return true;
}

/** Keep a door no longer. @param {string} key */
export const takeDoor = (key) => keep(keptDoors().filter((door) => door.key !== key));

/** @param {Door[]} doors */
const keep = (doors) => remember(KEPT, JSON.stringify(doors));

/** @param {Partial<Door> | null} door */
const isDoor = (door) =>
  [door?.key, door?.name, door?.picture, door?.colour].every((text) => typeof text === "string");
