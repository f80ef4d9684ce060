import { recordEvent } from '../../../features/audit/actions.ts';
import { addAnswerKey, loadAnswerKeys } from '../../../platform/answer-keys.ts';
import { ANSWER_OVERLAP_HOURS } from '../../../platform/answer-keys-rules.ts';
import { JSON_OPTION, type Command } from '../command.ts';
import { commandContext, withInstallation } from '../open.ts';

export const answerKeyRotate: Command = {
  name: 'answer-key rotate',
  summary: 'Make the next key for signed answers about qualifications',
  details: `It is published at once at /.well-known/jwks.json and signs from ${ANSWER_OVERLAP_HOURS} hours later on; the key before stays published until nothing that it signed can be in use. The server need not be restarted.`,
  options: { json: JSON_OPTION },
  async run(values, terminal) {
    return withInstallation(terminal, async (installation) => {
      const { dataDir } = installation.config;
      const ctx = await commandContext(installation, () => Promise.resolve()); // nothing follows from a key
      const before = loadAnswerKeys(dataDir).map((key) => key.kid);
      const key = addAnswerKey(dataDir, ctx.now.add({ hours: ANSWER_OVERLAP_HOURS }));
      await recordEvent(ctx, { type: 'AnswerKeyMade', subject: { kind: 'answer-key', id: key.kid }, data: { signsFrom: key.from.toString(), before } });
      if (values.is('json')) terminal.data(JSON.stringify({ kid: key.kid, signsFrom: key.from.toString() }));
      else terminal.say(`Key ${key.kid} is published now and signs from ${key.from.toString()} on.`);
      return 0;
    });
  },
};
