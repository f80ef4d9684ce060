/** How many people a feed may change before somebody has to look (HR-02). */

export type ShareLimit = { readonly percent: number; /** Never held below this many, so that a small site can work. */ readonly least: number };

/** True when `affected` of `total` people are more than the share allows. */
export function exceedsShare(affected: number, total: number, { percent, least }: ShareLimit): boolean {
  return affected > least && affected * 100 > total * percent;
}
