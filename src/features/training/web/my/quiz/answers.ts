import { useState } from 'react';

export type Answers = Readonly<Record<string, readonly string[]>>;

/** The answers so far, kept in this tab so that reloading it costs nothing; forgotten when handed in. */
export function useAnswers(attemptId: string): { readonly answers: Answers; readonly answer: (questionId: string, optionIds: readonly string[]) => void; readonly forget: () => void } {
  const place = `readback.attempt.${attemptId}`;
  const [answers, setAnswers] = useState<Answers>(() => restore(place));
  return {
    answers,
    answer: (questionId, optionIds) => {
      const next = { ...answers, [questionId]: optionIds };
      setAnswers(next);
      sessionStorage.setItem(place, JSON.stringify(next));
    },
    forget: () => sessionStorage.removeItem(place),
  };
}

function restore(place: string): Answers {
  try {
    return (JSON.parse(sessionStorage.getItem(place) ?? '{}') ?? {}) as Answers; // written by `answer` above
  } catch {
    return {};
  }
}
