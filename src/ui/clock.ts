/** Milliseconds since 1970 by the clock of this page: it never runs backwards. What counts for the product is the server's clock. */
export function pageClock(): number {
  return performance.timeOrigin + performance.now();
}
