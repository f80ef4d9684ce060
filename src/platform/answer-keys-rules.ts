/** A new key is published for so long before it signs, so that who fetched the keys yesterday has it; and an answer is kept no longer. */
export const ANSWER_OVERLAP_HOURS = 24;

type Dated = { readonly from: Temporal.Instant };

/** The key that signs at this moment, and those to publish: coming ones, and ended ones until nothing that they signed can be kept. In order of `from`. */
export function answerKeysInUse<Key extends Dated>(keys: readonly Key[], now: Temporal.Instant): { readonly signing: Key | undefined; readonly published: readonly Key[] } {
  const begun = (from: Temporal.Instant): boolean => Temporal.Instant.compare(from, now) <= 0;
  const signing = keys.findLast((key) => begun(key.from)) ?? keys[0];
  const published = keys.filter((_, index) => {
    const next = keys[index + 1];
    return next === undefined || !begun(next.from.add({ hours: ANSWER_OVERLAP_HOURS }));
  });
  return { signing, published };
}
