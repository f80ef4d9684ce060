import { createKey } from '../../../features/access/keys/actions.ts';
import { PRODUCT_ROLES } from '../../../kernel/permission.ts';
import { CommandError, JSON_OPTION, type Command } from '../command.ts';
import { commandContext, withInstallation } from '../open.ts';
import { sentenceOf } from '../refusal.ts';

export const apiKeyCreate: Command = {
  name: 'api-key create',
  summary: 'Make a key for another system; its token is printed once',
  details: 'The system sends it as `Authorization: Bearer TOKEN`. Only its hash is kept, so it cannot be shown again.',
  options: {
    role: { type: 'string', value: 'ROLE', meaning: `what it may do: ${PRODUCT_ROLES.join(', ')}`, needed: true },
    name: { type: 'string', value: 'NAME', meaning: 'what it is for, as the audit trail will name it', needed: true },
    json: JSON_OPTION,
  },
  async run(values, terminal) {
    const role = PRODUCT_ROLES.find((known) => known === values.needed('role'));
    if (role === undefined) throw new CommandError(`There is no role "${values.needed('role')}". The roles are: ${PRODUCT_ROLES.join(', ')}.`, 2);
    return withInstallation(terminal, async (installation) => {
      const ctx = await commandContext(installation, () => Promise.resolve()); // nothing follows from a key
      const outcome = await createKey(ctx, { name: values.needed('name'), role });
      if (!outcome.ok) throw new CommandError(sentenceOf(outcome.refusal));
      if (values.is('json')) terminal.data(JSON.stringify(outcome.reply));
      else {
        terminal.say(`Key "${values.needed('name')}" (${role}) was made. Its token, shown only now:`);
        terminal.data(outcome.reply.token);
      }
      return 0;
    });
  },
};
