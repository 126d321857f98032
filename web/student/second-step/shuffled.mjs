/** Chance, for where things lie. */

/** The same things in another order, each as likely as any other. @template T @param {T[]} things @returns {T[]} */
export function shuffled(things) {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [/** @type {T} */ (order[other]), /** @type {T} */ (order[last])];
  }
  return order;
}
