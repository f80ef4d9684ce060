import { createUser, type GrantableRole } from '../../../features/access/users/actions.ts';
import { PRODUCT_ROLES } from '../../../kernel/permission.ts';
import { CommandError, JSON_OPTION, type Command } from '../command.ts';
import { commandContext, withInstallation } from '../open.ts';
import { askPassword } from '../password.ts';
import { sentenceOf } from '../refusal.ts';

const GRANTABLE: readonly GrantableRole[] = PRODUCT_ROLES.filter((role): role is GrantableRole => role !== 'learner' && role !== 'service');

export const userCreate: Command = {
  name: 'user create',
  summary: 'Make an account with a password, and the person when they are new',
  details: 'The password is asked for, or read as one line from standard input. Everyone with an account is a learner; --roles adds product roles.',
  options: {
    number: { type: 'string', value: 'NUMBER', meaning: 'employee number', needed: true },
    name: { type: 'string', value: 'NAME', meaning: 'full name as it will be printed with signatures', needed: true },
    email: { type: 'string', value: 'ADDRESS', meaning: 'e-mail address, which can be used to sign in too' },
    roles: { type: 'string', value: 'A,B', meaning: `product roles, everywhere: ${GRANTABLE.join(', ')}` },
    site: { type: 'string', value: 'CODE', meaning: 'site where a new person works; may be left out where there is one' },
    department: { type: 'string', value: 'CODE', meaning: 'department of a new person; may be left out where there is one' },
    json: JSON_OPTION,
  },
  async run(values, terminal) {
    const roles = rolesOf(values.text('roles') ?? '');
    const password = await askPassword('Password: ');
    if (password.length < 12) throw new CommandError('A password has at least 12 characters. Choose a longer phrase.');
    const { react } = await import('../../reactions.ts'); // all features: no other command waits for them
    return withInstallation(terminal, async (installation) => {
      const ctx = await commandContext(installation, react);
      const outcome = await createUser(ctx, {
        employeeNumber: values.needed('number'), name: values.needed('name'), email: values.text('email'), password, roles,
        siteCode: values.text('site'), departmentCode: values.text('department'),
      });
      if (!outcome.ok) throw new CommandError(sentenceOf(outcome.refusal));
      if (values.is('json')) terminal.data(JSON.stringify(outcome.reply));
      else terminal.say(`${values.needed('name')} (${values.needed('number')}) can sign in${roles.length > 0 ? ` as ${roles.join(', ').replaceAll('_', ' ')}` : ''}.`);
      return 0;
    });
  },
};

function rolesOf(text: string): GrantableRole[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '').map((part) => {
    const role = GRANTABLE.find((known) => known === part);
    if (role === undefined) throw new CommandError(`There is no role "${part}" that can be granted. The roles are: ${GRANTABLE.join(', ')}.`, 2);
    return role;
  });
}
