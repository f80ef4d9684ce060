export type BoundedCache<Value> = { get(key: string): Value | undefined; set(key: string, value: Value, size: number): void };

/** Keeps what was asked for last, up to a total size; what alone is larger is not kept. */
export function boundedCache<Value>(limit: number): BoundedCache<Value> {
  const kept = new Map<string, { value: Value; size: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      kept.set(key, found); // a Map goes by the order of insertion: this is now the youngest
      return found.value;
    },
    set(key, value, size) {
      drop(key);
      if (size > limit) return;
      kept.set(key, { value, size });
      total += size;
      for (const oldest of kept.keys()) {
        if (total <= limit) return;
        drop(oldest);
      }
    },
  };
}
