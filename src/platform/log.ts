import { pino, type Logger } from 'pino';

export type Log = Logger;

export function openLog(level: string): Log {
  return pino({ level, base: null, redact: ['req.headers.cookie', 'req.headers.authorization', 'password', 'token'] }, pino.destination({ dest: 2, sync: true }));
}
