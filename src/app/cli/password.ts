import { createInterface } from 'node:readline';
import { CommandError } from './command.ts';

/** Asks for a password without showing it; from a pipe, the first line is it. Never an argument: those are seen by everyone. */
export async function askPassword(question: string): Promise<string> {
  if (process.stdin.isTTY !== true) return firstLine();
  const password = await askHidden(question);
  if ((await askHidden('Once more: ')) !== password) throw new CommandError('The two passwords differ. Start again.');
  return password;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw new CommandError('The password is expected on standard input, as one line.', 2);
}

function askHidden(question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    process.stderr.write(question);
    process.stdin.setRawMode(true);
    let typed = '';
    const finish = (settle: () => void): void => {
      process.stdin.setRawMode(false);
      process.stdin.off('data', read).pause();
      process.stderr.write('\n');
      settle();
    };
    const read = (chunk: Buffer): void => {
      for (const letter of chunk.toString()) {
        if (letter === '\r' || letter === '\n') return finish(() => resolve(typed));
        if (letter === '\u0003') return finish(() => reject(new CommandError('Stopped.', 130)));
        typed = letter === '\u007F' ? typed.slice(0, -1) : typed + letter;
      }
    };
    process.stdin.resume().on('data', read);
  });
}
