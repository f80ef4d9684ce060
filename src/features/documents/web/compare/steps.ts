import { useEffect, useRef, useState } from 'react';

export type Steps = {
  /** The change that was gone to, from 0; null before the first step. */
  readonly at: number | null;
  readonly go: (by: 1 | -1) => void;
  readonly refOf: (place: number) => (element: HTMLElement | null) => void;
};

/** From change to change with buttons or the keys n and p; the focus goes along, so that a screen reader reads from there. */
export function useSteps(count: number): Steps {
  const [at, setAt] = useState<number | null>(null);
  const elements = useRef(new Map<number, HTMLElement>());
  const go = (by: 1 | -1): void => {
    if (count === 0) return;
    const next = at === null ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
    setAt(next);
    const element = elements.current.get(next);
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'n') go(1);
      if (event.key === 'p') go(-1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return { at, go, refOf: (place) => (element) => void (element === null ? elements.current.delete(place) : elements.current.set(place, element)) };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
