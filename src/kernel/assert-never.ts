/** For the branch that the types say cannot be reached. Throws a TypeError naming the value if it is. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value ${JSON.stringify(value)}`);
}
